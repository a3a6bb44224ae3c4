// From one entry of a list to the next. What can be walked along has data-walk.
function entries(): HTMLElement[] {
  const all = document.querySelectorAll<HTMLElement>('[data-walk]');
  return [...all].filter((entry) => entry.offsetParent !== null);
}

// Begins where the focus is, or at the entry that is open; at neither, with the first or the last.
export function walk(steps: 1 | -1): void {
  const found = entries();
  const focused = found.findIndex((entry) => entry === document.activeElement);
  const open = found.findIndex((entry) => entry.getAttribute('aria-current') === 'page');
  const here = focused >= 0 ? focused : open;
  const first = steps > 0 ? 0 : found.length - 1;
  const next = found[here < 0 ? first : here + steps];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
