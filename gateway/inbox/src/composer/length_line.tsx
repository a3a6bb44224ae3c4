// How long a reply gets, as what the carrier counts; and what makes it dear.
import { Button } from '@mantine/core';
import { segmentsOf } from '../segments';
import { t } from '../words';
import classes from './composer.module.css';
import { madePlain, plainOf } from './plain';

const shownMost = 4;

interface Dear {
  characters: string[];
  count: number;
  // Without them.
  fewer: number;
  // The words with plain characters instead; null where there are none that help.
  plain: string | null;
}

// Null where no character costs anything.
export function dearIn(words: string): Dear | null {
  const { count, dear } = segmentsOf(words);
  if (dear.length === 0) return null;
  const plain = madePlain(words, dear);
  const withPlain = segmentsOf(plain).count;
  if (withPlain < count) {
    const characters = dear.filter((character) => plainOf(character) !== null);
    return { characters, count, fewer: withPlain, plain };
  }
  const without = dear.reduce((left, character) => left.replaceAll(character, ''), words);
  const fewer = segmentsOf(without).count;
  return fewer < count ? { characters: dear, count, fewer, plain: null } : null;
}

// Null for what goes as one text.
export function segmentWords(words: string): string | null {
  const { count } = segmentsOf(words);
  return count > 1 ? t('talk.length.segments', { count }) : null;
}

export function DearLine({ words, onPlain }: { words: string; onPlain: (plain: string) => void }) {
  const dear = dearIn(words);
  if (!dear) return null;
  const { count, fewer, plain } = dear;
  const characters = dear.characters.slice(0, shownMost).join(' ');
  const [first = ''] = dear.characters;
  return (
    <div className={classes.dear} role="status">
      <span>
        {dear.characters.length === 1
          ? t('talk.length.dear', { character: first, count, fewer })
          : t('talk.length.dearSeveral', { characters, count, fewer })}
      </span>
      {plain !== null && (
        <Button size="compact-sm" variant="light" onClick={() => onPlain(plain)}>
          {t('talk.length.usePlain', { characters: plainSample(dear.characters) })}
        </Button>
      )}
    </div>
  );
}

function plainSample(characters: readonly string[]): string {
  const all = characters.map((character) => plainOf(character) ?? '');
  return [...new Set(all)].filter(Boolean).slice(0, shownMost).join(' ');
}
