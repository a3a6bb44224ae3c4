// What this person wrote to a conversation that is not theirs any more, and what of it did not leave.
import type { DraftKind } from '../composer/drafts';
import { WordsChoices } from '../composer/ask_before_sending';
import { useDraftWords } from '../composer/use_draft';
import { t } from '../words';
import { OutgoingRows } from './outgoing_row';
import classes from './thread.module.css';

function Kept({ id, kind }: { id: string; kind: DraftKind }) {
  const words = useDraftWords(id, kind);
  if (words === '') return null;
  return (
    <div className={classes.kept}>
      <h2>{t('talk.moved.dialog')}</h2>
      <blockquote dir="auto">{words}</blockquote>
      <div className={classes.choices}>
        <WordsChoices conversation={id} kind={kind} />
      </div>
    </div>
  );
}

export function KeptWords({ id }: { id: string }) {
  return (
    <>
      <Kept id={id} kind="text" />
      <Kept id={id} kind="note" />
      <OutgoingRows id={id} />
    </>
  );
}
