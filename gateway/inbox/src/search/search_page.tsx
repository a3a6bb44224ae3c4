import { useState } from 'react';
import { PageFrame } from '../shell/page_frame';
import { t } from '../words';
import { SearchBox } from './search_box';
import classes from './search.module.css';
import { SearchResults } from './search_results';

// The search with a page to itself; beside a thread there is the one over the lists.
export function SearchPage() {
  const [typed, setTyped] = useState('');
  return (
    <PageFrame heading={t('search.label')} lead={t('search.lead')} width="reading">
      <div className={classes.besideTheText}>
        <SearchBox typed={typed} onType={setTyped} focused />
        {typed.trim() !== '' && <SearchResults typed={typed} />}
      </div>
    </PageFrame>
  );
}
