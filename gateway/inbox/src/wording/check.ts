// What is wrong with words that have placeholders in them, found while they are written. The service
// has the last word (routing/placeholders.cpp).

export interface Rules {
  placeholders: readonly string[];
  // Placeholders, and whole words that carriers ask for.
  required: readonly string[];
  charactersMax: number;
}

export type Fault =
  | { kind: 'empty' }
  | { kind: 'tooLong'; by: number }
  | { kind: 'unknown'; placeholder: string }
  | { kind: 'missing'; placeholder: string }
  | { kind: 'missingWord'; word: string };

function unknownIn(words: string, placeholders: readonly string[]): string | null {
  const rest = placeholders.reduce((left, placeholder) => left.replaceAll(placeholder, ''), words);
  return /\{[^}]*\}?/u.exec(rest)?.[0] ?? null;
}

function hasWord(words: string, word: string): boolean {
  const whole = new RegExp(`(?<![A-Za-z0-9])${word}(?![A-Za-z0-9])`, 'u');
  return whole.test(words);
}

export function characters(words: string): number {
  return Array.from(words).length;
}

export function faultOf(words: string, rules: Rules): Fault | null {
  if (words.trim() === '') return { kind: 'empty' };
  const over = characters(words) - rules.charactersMax;
  if (over > 0) return { kind: 'tooLong', by: over };
  const unknown = unknownIn(words, rules.placeholders);
  if (unknown !== null) return { kind: 'unknown', placeholder: unknown };
  for (const wanted of rules.required) {
    if (wanted.startsWith('{')) {
      if (!words.includes(wanted)) return { kind: 'missing', placeholder: wanted };
    } else if (!hasWord(words, wanted)) {
      return { kind: 'missingWord', word: wanted };
    }
  }
  return null;
}

// The words as somebody gets them.
export function filledIn(words: string, examples: Record<string, string>): string {
  return words.replaceAll(/\{[a-z0-9]+\}/g, (placeholder) => examples[placeholder] ?? placeholder);
}
