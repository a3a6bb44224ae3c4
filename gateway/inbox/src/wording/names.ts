// What texts and placeholders are called on the screen. A newer service may have more of them: those
// go by their own names.
import { t } from '../words';
import { en } from '../words/en';

type TextName = keyof typeof en.wording.names;
type Filler = keyof typeof en.wording.fills;

const isKnown = (name: string): name is TextName => name in en.wording.names;
const isFiller = (name: string): name is Filler => name in en.wording.fills;

export function nameOf(text: string): string {
  return isKnown(text) ? t(`wording.names.${text}`) : text;
}

export function purposeOf(text: string): string {
  return isKnown(text) ? t(`wording.purposes.${text}`) : '';
}

// What "{line}" is filled in with.
export function meaningOf(placeholder: string): string {
  const bare = placeholder.slice(1, -1);
  return isFiller(bare) ? t(`wording.fills.${bare}`) : bare;
}
