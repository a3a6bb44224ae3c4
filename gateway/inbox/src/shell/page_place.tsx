// Where a page is shown, once it is loaded.
import { Button, Loader } from '@mantine/core';
import { Component, Suspense, type ReactNode } from 'react';
import { Link } from '../link';
import type { Page } from '../pages';
import { paths } from '../route';
import { t } from '../words';
import { componentOf } from './page_components';
import classes from './shell.module.css';

function Failed({ onAgain }: { onAgain: () => void }) {
  return (
    <section className={classes.instead} role="alert">
      <h1>{t('pages.failed')}</h1>
      <p>{t('pages.failedLead')}</p>
      <Button onClick={onAgain}>{t('pages.reload')}</Button>
    </section>
  );
}

// A page that cannot be loaded, or that breaks, leaves the rest of the app as it is. After an update
// of the service its files are others than the ones this window knows of: then loading anew helps.
class Guard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Failed onAgain={() => location.reload()} /> : this.props.children;
  }
}

function NoSuchPage() {
  return (
    <section className={classes.instead}>
      <h1>{t('pages.none')}</h1>
      <p>{t('pages.noneLead')}</p>
      <Button component={Link} href={paths.inbox}>
        {t('pages.toInbox')}
      </Button>
    </section>
  );
}

export function PagePlace({ page }: { page: Page | null }) {
  if (page === null) return <NoSuchPage />;
  const Content = componentOf(page);
  return (
    <Guard key={page.path}>
      <Suspense fallback={<Loader className={classes.loader} aria-label={page.title()} />}>
        <Content />
      </Suspense>
    </Guard>
  );
}
