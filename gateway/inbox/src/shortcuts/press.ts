// Whether a key press is meant for the app, and not for a field, a menu or the browser.
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  defaultPrevented: boolean;
  isComposing: boolean;
  repeat: boolean;
}

export interface Place {
  tagName: string;
  isContentEditable: boolean;
  getAttribute: (name: string) => string | null;
}

const typedInto = ['TEXTAREA', 'SELECT'];
// Of <input>: in these one presses, and types nothing.
const pressedTypes = ['radio', 'checkbox', 'button', 'submit', 'reset'];

export function isTypedInto(place: Place | null): boolean {
  if (place === null) return false;
  if (place.isContentEditable || typedInto.includes(place.tagName)) return true;
  return place.tagName === 'INPUT' && !pressedTypes.includes(place.getAttribute('type') ?? 'text');
}

// A key alone, where nobody is typing. One that is held down was meant once.
export function isSingleKey(press: Press, place: Place | null): boolean {
  if (press.defaultPrevented || press.isComposing || press.repeat) return false;
  if (press.ctrlKey || press.metaKey || press.altKey) return false;
  return !isTypedInto(place);
}

export function opensPalette(press: Press): boolean {
  const { key, ctrlKey, metaKey, altKey } = press;
  return key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !press.isComposing;
}
