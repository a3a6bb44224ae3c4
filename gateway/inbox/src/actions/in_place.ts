// How a menu stands in the page: with what it belongs to, where a screen reader looks for it, and over
// whatever scrolls around it. Its first item has the focus.
export const inPlace = {
  withinPortal: false,
  floatingStrategy: 'fixed',
  withInitialFocusPlaceholder: false,
} as const;
