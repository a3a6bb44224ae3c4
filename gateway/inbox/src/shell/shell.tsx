// What stays while the pages change: header, connection, navigation, the window's title.
import { useEffect, useRef } from 'react';
import { useNewsCount } from '../inbox/use_views';
import { inbox, pageAt, type Page } from '../pages';
import { conversationAt, usePath } from '../route';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import { Keyboard } from '../shortcuts/keyboard';
import { ConnectionBar } from './connection_bar';
import { Header } from './header';
import { Navigation } from './navigation';
import { PagePlace } from './page_place';
import { SaidPolitely } from './said_politely';
import classes from './shell.module.css';

function useTitle(page: Page | null): void {
  const count = useNewsCount();
  const name = page === null || page === inbox ? null : page.title();
  useEffect(() => {
    const title = name === null ? t('common.title') : t('pages.titleOf', { page: name });
    document.title = count === 0 ? title : t('pages.titleWithNews', { count, title });
    return () => {
      document.title = t('common.title');
    };
  }, [count, name]);
}

// Another page is read from its beginning: the keyboard and a screen reader go on there.
function useFocusOnArrival(page: Page | null) {
  const main = useRef<HTMLElement>(null);
  const before = useRef(page);
  useEffect(() => {
    if (before.current !== page) main.current?.focus({ preventScroll: true });
    before.current = page;
  }, [page]);
  return main;
}

export function Shell() {
  const { me } = useSignedIn();
  const path = usePath();
  const page = pageAt(path, me.role);
  useTitle(page);
  const main = useFocusOnArrival(page);
  return (
    <div className={classes.shell} data-thread={conversationAt(path) !== null || undefined}>
      <Keyboard />
      <Header />
      <ConnectionBar />
      <SaidPolitely />
      <div className={classes.body}>
        <Navigation current={page} />
        <main ref={main} tabIndex={-1} className={classes.main}>
          <PagePlace page={page} />
        </main>
      </div>
    </div>
  );
}
