// Whether the box takes a reply or a note. It never changes under the hands: what was meant for
// staff would go to the texter.
import type { DraftKind } from './drafts';

export interface Box {
  kind: DraftKind;
  // Whether somebody chose it, by a key or by writing too; otherwise it follows what is possible.
  isChosen: boolean;
}

export interface Around {
  allowed: readonly DraftKind[];
  // Of these there are words.
  begun: readonly DraftKind[];
}

// What was begun stays in sight, also where it can't be sent any more.
export function boxAtFirst({ allowed, begun }: Around): Box {
  return { kind: begun[0] ?? allowed[0] ?? 'note', isChosen: false };
}

// `inHand`: somebody is in the field. The same box where it stays what it is.
export function boxFrom(box: Box, around: Around, inHand: boolean): Box {
  if (inHand || around.begun.includes(box.kind)) return box;
  if (box.isChosen && around.allowed.includes(box.kind)) return box;
  const next = boxAtFirst(around);
  return next.kind === box.kind ? box : next;
}
