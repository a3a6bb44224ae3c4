// Words that this person wrote on another screen meanwhile, to choose from: neither is lost.
import { Button } from '@mantine/core';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import classes from './composer.module.css';
import type { DraftKind } from './drafts';
import { useOtherWords } from './use_draft';

export function OtherWords({ conversation, kind }: { conversation: string; kind: DraftKind }) {
  const { drafts } = useSignedIn();
  const other = useOtherWords(conversation, kind);
  if (other === null) return null;
  const gone = other === '';
  return (
    <div className={classes.other} role="status">
      <div>
        <span>{gone ? t('talk.draft.otherGone') : t('talk.draft.other')}</span>
        {!gone && <blockquote dir="auto">{other}</blockquote>}
      </div>
      <Button
        size="compact-md"
        variant="light"
        onClick={() => drafts.chooseOther(conversation, kind)}
      >
        {gone ? t('talk.draft.takeGone') : t('talk.draft.takeOther')}
      </Button>
      <Button
        size="compact-md"
        variant="subtle"
        onClick={() => drafts.chooseMine(conversation, kind)}
      >
        {t('talk.draft.keepMine')}
      </Button>
    </div>
  );
}
