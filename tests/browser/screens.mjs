// Screens, and how one comes to it: for what has to hold on all of them.

// `who`: a member of the demo's staff, or null where nobody is signed in. `ready` waits until what
// the screen is for can be seen.
const first = (page, selector) => page.locator(selector).first().waitFor();
export const screens = [
  { name: 'sign-in', who: null, path: '/', ready: (page) => first(page, 'form') },
  { name: 'join', who: null, path: '/join#nothing', ready: (page) => first(page, 'h1') },
  { name: 'inbox', who: 'ana', path: '/', ready: (page) => first(page, 'main a[href^="/c/"]') },
  {
    name: 'conversation', who: 'ana', path: ({ conversation }) => `/c/${conversation}`,
    ready: (page) => first(page, '[data-testid="text"]'),
  },
  { name: 'search', who: 'ana', path: '/search', ready: (page) => first(page, '[type="search"]') },
  { name: 'settings', who: 'ana', path: '/settings', ready: (page) => first(page, 'main h1') },
  { name: 'board', who: 'cora', path: '/board', ready: (page) => first(page, 'main h1') },
  { name: 'rota', who: 'cora', path: '/rota', ready: (page) => first(page, '.fc') },
  { name: 'wording', who: 'cora', path: '/wording', ready: (page) => first(page, 'main h1') },
  { name: 'numbers', who: 'cora', path: '/numbers', ready: (page) => first(page, 'main h1') },
  { name: 'activity', who: 'ada', path: '/activity', ready: (page) => first(page, 'main h1') },
  { name: 'staff', who: 'ada', path: '/staff', ready: (page) => first(page, 'main h1') },
];

// What settles while nobody looks: pictures of a screen are of what stays.
export async function openScreen(page, base, screen, subjects) {
  const path = typeof screen.path === 'function' ? screen.path(subjects) : screen.path;
  await page.goto(base + path);
  await screen.ready(page);
  await page.waitForLoadState('networkidle').catch(() => undefined);
}
