// The inbox. What tests and assistive technology may rely on, by role and (in English) name:
//   sign-in      textboxes "Username" and "Password", button "Sign in"; buttons "English" and
//                "Español" in the group "Language"
//   presence     radios "On", "Break", "Off" in the group "Presence"
//   list         links whose name contains the codename; tabs "Now", "Everyone’s", "Closed";
//                lists "Offered", "Mine", "Waiting", "Everyone’s", "Closed"
//   pages        links in the navigation "Pages"; on a phone what does not fit is in the menu "More"
//   search       searchbox "Search" (also by "/"), list "Found" of links whose name contains the codename
//   actions      buttons "Accept", "Pass", "Claim", "Hand off", "Assign", "Rest", "Close", "Reopen"
//   composer     radios "Reply" and "Note" in the group "What to write", textbox "Reply" or "Note",
//                button "Send" (for a note "Add note")
//   thread       log "Thread"; each text has data-testid="text", data-status and data-direction,
//                each note data-testid="note", each line about what happened data-testid="event"
import '@fontsource-variable/nunito/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './base.css';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { readFirstLists } from './inbox/use_views';
import { beInstallable } from './installable';
import { pageAt } from './pages';
import { queryClient } from './query_client';
import { paths } from './route';
import { sessionQuery } from './session/session_query';
import { loadPage } from './shell/page_components';
import { deviceLanguage, speak, tellLanguage } from './words/language';

const patienceMs = 1_000;

// What the first screen shows of the service.
async function readFirst(): Promise<void> {
  if (location.pathname === paths.join) return;
  const session = await queryClient.query(sessionQuery);
  if (session) await readFirstLists(queryClient);
}

const longEnough = () => new Promise((done) => setTimeout(done, patienceMs));

// All that the first screen shows is on its way at once, and shown together. What does not come is
// said by the part that needs it; without its words, English is better than nothing.
async function begin(root: HTMLElement): Promise<void> {
  const page = pageAt(location.pathname, 'administrator');
  await Promise.allSettled([
    speak(deviceLanguage()),
    page && loadPage(page),
    Promise.race([readFirst(), longEnough()]),
  ]);
  const place = createRoot(root);
  // In small steps, between which the browser answers to hands.
  startTransition(() =>
    place.render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
tellLanguage();
beInstallable();
void begin(root);
