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
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { beInstallable } from './installable';
import { pageAt } from './pages';
import { deviceLanguage, speak, tellLanguage } from './words/language';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
tellLanguage();
beInstallable();
// On its way while the service is asked who this is.
void pageAt(location.pathname, 'administrator')
  ?.load()
  .catch(() => undefined);
// Without its words, which may not be loaded, English is better than nothing.
await speak(deviceLanguage()).catch(() => undefined);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
