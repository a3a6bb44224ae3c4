import { useMemo, useState } from 'react';
import type { Line } from '../api/types';
import type { LanguageWording } from '../api/wording';
import { goTo } from '../route';
import { staffStore, useSignedIn } from '../session/session';
import { t } from '../words';
import { paths } from './paths';
import { TextEditor } from './text_editor';
import { TextList } from './text_list';
import { Unsaved } from './unsaved';
import classes from './wording.module.css';

interface TextsTabProps {
  line: Line;
  wording: LanguageWording;
  chosen: string | null;
}

// The automatic texts of one language: all of them, and the one that is being changed. On a phone
// one at a time.
export function TextsTab({ line, wording, chosen }: TextsTabProps) {
  const { me } = useSignedIn();
  const unsaved = useMemo(() => new Unsaved(staffStore(me.id)), [me.id]);
  // What is unsaved is kept outside of React: a touch shows it anew.
  const [, setTouches] = useState(0);
  const which = (name: string) => ({ line: line.id, language: wording.language, name });
  const text = wording.texts.find(({ name }) => name === chosen);
  return (
    <div className={classes.panes} data-chosen={text !== undefined || undefined}>
      <TextList
        texts={wording.texts}
        chosen={chosen}
        hasUnsaved={(name) => unsaved.read(which(name)) !== null}
      />
      {text === undefined ? (
        <p className={classes.choose}>{t('wording.choose')}</p>
      ) : (
        <TextEditor
          key={`${line.id} ${wording.language} ${text.name}`}
          which={which(text.name)}
          text={text}
          texts={wording.texts}
          lineName={line.name}
          unsaved={unsaved}
          onTouch={() => setTouches((touches) => touches + 1)}
          onBack={() => goTo(paths.texts)}
        />
      )}
    </div>
  );
}
