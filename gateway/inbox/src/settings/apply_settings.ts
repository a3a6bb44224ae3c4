import { useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect } from 'react';
import type { Settings } from '../api/types';
import { notices } from '../notices';
import { choose, deviceLanguage, speak } from '../words/language';

function useMark(name: string, value: string | undefined): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (value === undefined) return;
    dataset[name] = value;
    return () => {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a data- attribute
      delete dataset[name];
    };
  }, [name, value]);
}

// Has the page as these settings say; base.css reads the marks. Whoever signs out leaves nothing of
// it but the language and the colours, in which the next sign-in greets them.
export function useAppliedSettings({
  language,
  colours,
  contrast,
  text_size,
  calm,
}: Settings): void {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const prefersContrast = useMediaQuery('(prefers-contrast: more)', false, {
    getInitialValueInEffect: false,
  });
  useEffect(() => {
    const change = language === null ? speak(deviceLanguage()) : choose(language);
    void change.catch(notices.refused);
  }, [language]);
  // Setting them styles the whole page anew.
  useEffect(() => {
    if (colours !== colorScheme) setColorScheme(colours);
  }, [colours, colorScheme, setColorScheme]);
  useMark('contrast', contrast === 'high' || prefersContrast ? 'high' : undefined);
  useMark('textSize', text_size === 'normal' ? undefined : text_size);
  useMark('calm', calm ? 'true' : undefined);
}
