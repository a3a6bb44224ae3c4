// Plain characters in place of those that make a text dear: the same to read, and in every phone's
// alphabet.

const plain: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '·': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '\t': ' ',
  '\u200b': '',
  '\ufe0f': '',
  'ª': 'a',
  'º': 'o',
  '™': 'TM',
  '©': '(c)',
  '®': '(r)',
};

const simple = /^[A-Za-z]$/;

// Null where there is none: an emoji says what no letter does.
export function plainOf(character: string): string | null {
  const known = plain[character];
  if (known !== undefined) return known;
  const bare = character.normalize('NFD').replace(/\p{M}+/gu, '');
  return simple.test(bare) ? bare : null;
}

// The words with plain characters in place of those of `dear` that have one.
export function madePlain(words: string, dear: readonly string[]): string {
  const replaced = new Set(dear);
  return Array.from(words, (character) =>
    replaced.has(character) ? (plainOf(character) ?? character) : character,
  ).join('');
}
