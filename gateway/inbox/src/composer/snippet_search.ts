// Which snippets a person means who types "/" and something, and what they say.
import type { Snippet } from '../api/wording';

const foundMost = 30;

// Case and accents make no difference.
function plainly(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export interface LookedFor {
  // Where its "/" stands.
  from: number;
  wanted: string;
}

// What stands between a "/" that begins a word and the caret; null where nothing is looked for.
export function lookedFor(draft: string, caret: number): LookedFor | null {
  const [, before, wanted] = /^(|[^]*\s)\/((?:[^\s/][^\n/]*)?)$/.exec(draft.slice(0, caret)) ?? [];
  return before === undefined || wanted === undefined ? null : { from: before.length, wanted };
}

// The draft with the snippet's words in place of what was typed to find it, and where the caret then is.
export function withSnippet(
  draft: string,
  { from, wanted }: LookedFor,
  words: string,
): { draft: string; caret: number } {
  const begun = draft.slice(0, from) + words;
  return { draft: begun + draft.slice(from + 1 + wanted.length), caret: begun.length };
}

function sameLanguage(one: string, other: string | null): boolean {
  return one.split('-')[0] === other?.split('-')[0];
}

// In the texter's language first; by name before by words.
export function snippetsFor(
  all: readonly Snippet[],
  wanted: string,
  language: string | null,
): Snippet[] {
  const parts = plainly(wanted).split(/\s+/).filter(Boolean);
  const has = (words: string) => parts.every((part) => plainly(words).includes(part));
  const rank = (snippet: Snippet) =>
    (sameLanguage(snippet.language, language) ? 0 : 2) + (has(snippet.name) ? 0 : 1);
  return all
    .filter(({ name, words }) => has(`${name} ${words}`))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .slice(0, foundMost);
}

export function filledIn(words: string, names: { codename: string; peer: string }): string {
  return words.replaceAll('{codename}', names.codename).replaceAll('{peer}', names.peer);
}
