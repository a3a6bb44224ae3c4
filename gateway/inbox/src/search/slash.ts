// Whether a key press is meant to begin a search: "/" where nobody is typing.
interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  defaultPrevented: boolean;
}

interface Place {
  tagName: string;
  isContentEditable: boolean;
}

const typedInto = ['INPUT', 'TEXTAREA', 'SELECT'];

export function beginsSearch(press: Press, place: Place | null): boolean {
  if (press.key !== '/' || press.defaultPrevented) return false;
  if (press.ctrlKey || press.metaKey || press.altKey) return false;
  return place === null || !(typedInto.includes(place.tagName) || place.isContentEditable);
}
