// The keyboard, for as long as somebody is signed in: keys alone, the list of them, the palette.
import { lazy, Suspense, useEffect, useState } from 'react';
import { goTo, paths } from '../route';
import { useSettings } from '../settings/use_settings';
import { KeySheet } from './key_sheet';
import { isSingleKey, isTypedInto, opensPalette } from './press';
import { actOf, doingOf, useShortcut } from './shortcuts';
import { walk } from './walk';

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));

// A dialog or a menu has the keyboard to itself.
function isCovered(): boolean {
  return document.querySelector('[aria-modal="true"], [role="menu"]') !== null;
}

function pressSingle(event: KeyboardEvent): void {
  const act = actOf(event.key);
  const doing = act && doingOf(act);
  if (doing === null) return;
  event.preventDefault();
  doing();
}

// Out of the field, so that keys do things again. What was written stays.
function leaveField(event: KeyboardEvent, place: HTMLElement | null): void {
  if (event.key !== 'Escape' || event.defaultPrevented || !isTypedInto(place)) return;
  place?.blur();
}

export function Keyboard() {
  const { single_keys } = useSettings();
  const [keysShown, setKeysShown] = useState(false);
  const [palette, setPalette] = useState<'never' | 'open' | 'closed'>('never');
  useShortcut('next', () => walk(1));
  useShortcut('previous', () => walk(-1));
  useShortcut('keys', () => setKeysShown(true));
  // Where no search is on the screen.
  useShortcut('search', () => goTo(paths.search));

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (opensPalette(event)) {
        event.preventDefault();
        setPalette((before) => (before === 'open' ? 'closed' : 'open'));
        return;
      }
      if (isCovered()) return;
      const place = document.activeElement as HTMLElement | null;
      leaveField(event, place);
      if (single_keys && isSingleKey(event, place)) pressSingle(event);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [single_keys]);

  return (
    <>
      {keysShown && <KeySheet onClose={() => setKeysShown(false)} />}
      {palette !== 'never' && (
        <Suspense>
          <Palette opened={palette === 'open'} onClose={() => setPalette('closed')} />
        </Suspense>
      )}
    </>
  );
}
