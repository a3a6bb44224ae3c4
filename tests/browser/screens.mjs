// Every screen there is, and how one comes to it: for what has to hold on all of them.
import { list, thread } from './people.mjs';

// `who`: a member of the demo's staff, or null for whoever is not signed in. `ready` waits until
// what the screen is for can be seen.
export const screens = [
  {
    name: 'sign-in', who: null, path: '/',
    ready: (page) => page.locator('form').first().waitFor(),
  },
  {
    name: 'inbox', who: 'ana', path: '/',
    ready: (page) => page.locator('main').getByRole('link').first().waitFor(),
  },
  {
    name: 'conversation', who: 'ana', path: ({ conversation }) => `/c/${conversation}`,
    ready: (page) => page.getByTestId('text').first().waitFor(),
  },
];
