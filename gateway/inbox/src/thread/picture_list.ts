// The pictures that came with texts, and which of them somebody wants to see. Each is covered until
// they do, and again once it was out of sight.
import type { Text } from '../api/types';

export interface ListedPicture {
  key: string;
  text: string;
  index: number; // among the media of its text
  at: string;
  type: string;
}

export const isPicture = (media: Text['media'][number]) => media.content_type.startsWith('image/');

export function picturesOf(text: Text): ListedPicture[] {
  return text.media.flatMap((media, index) =>
    isPicture(media)
      ? [
          {
            key: `${text.id}/${index}`,
            text: text.id,
            index,
            at: text.at,
            type: media.content_type,
          },
        ]
      : [],
  );
}

export interface Uncovered {
  shown: ReadonlySet<string>; // keys of pictures
  inSight: ReadonlySet<string>; // keys of those that stand among the texts just now
  opened: string | null; // the one that is as large as the window
}

export const allCovered: Uncovered = { shown: new Set(), inSight: new Set(), opened: null };

export type Act =
  | { kind: 'come' | 'gone'; keys: readonly string[] } // into sight, and out of it
  | { kind: 'show' | 'cover' | 'open'; key: string }
  | { kind: 'close' };

function coveredUnlessInSight(before: Uncovered): Uncovered {
  return { ...before, shown: new Set([...before.shown].filter((key) => before.inSight.has(key))) };
}

export function afterwards(before: Uncovered, act: Act): Uncovered {
  switch (act.kind) {
    case 'come':
      return { ...before, inSight: new Set([...before.inSight, ...act.keys]) };
    case 'gone': {
      const inSight = new Set([...before.inSight].filter((key) => !act.keys.includes(key)));
      // Behind the large one texts may come and go.
      const after = { ...before, inSight };
      return before.opened === null ? coveredUnlessInSight(after) : after;
    }
    case 'show':
      return { ...before, shown: new Set([...before.shown, act.key]) };
    case 'cover':
      return { ...before, shown: new Set([...before.shown].filter((key) => key !== act.key)) };
    case 'open':
      return { ...before, opened: act.key };
    case 'close':
      return coveredUnlessInSight({ ...before, opened: null });
  }
}
