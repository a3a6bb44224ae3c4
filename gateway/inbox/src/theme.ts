import { createTheme, Menu, type MantineColorsTuple } from '@mantine/core';

// Embers, sand and charcoal: warm, and nothing that looks like an alarm.
const ember: MantineColorsTuple = [
  '#fdf1ea',
  '#f9e0d3',
  '#f2c3ab',
  '#eaa480',
  '#e2895d',
  '#d97548',
  '#c4602f',
  '#a84a22',
  '#8a3c1b',
  '#6d2f15',
];
const sand: MantineColorsTuple = [
  '#faf7f2',
  '#f3eee6',
  '#e9e1d6',
  '#dcd2c4',
  '#c8bbaa',
  '#a2968a',
  '#796f65',
  '#5f564d',
  '#443d36',
  '#2b2622',
];
const charcoal: MantineColorsTuple = [
  '#ece6df',
  '#d4ccc3',
  '#aca399',
  '#8b8178',
  '#5d554e',
  '#453f39',
  '#332e2a',
  '#262220',
  '#1c1917',
  '#141211',
];
const sage: MantineColorsTuple = [
  '#eef5ef',
  '#dcebdf',
  '#bad7c1',
  '#94c1a0',
  '#72ac82',
  '#579a69',
  '#44855a',
  '#366d49',
  '#2a5639',
  '#1f402b',
];

// Every menu stands in the page with what it belongs to, where a screen reader looks for it, and over
// whatever scrolls around it. Its first item has the focus: Mantine's placeholder for it is nothing
// that a menu may have in it.
const menu = Menu.extend({
  defaultProps: {
    withinPortal: false,
    floatingStrategy: 'fixed',
    withInitialFocusPlaceholder: false,
  },
});

export const theme = createTheme({
  colors: { ember, gray: sand, dark: charcoal, sage },
  primaryColor: 'ember',
  primaryShade: 7,
  black: '#2b2622',
  fontFamily: "'Nunito Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: { fontWeight: '700' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: { Menu: menu },
});
