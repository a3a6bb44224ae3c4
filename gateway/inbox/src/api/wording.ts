// What a line itself says, and its snippets: what the service sends of them, and the calls.
import type { components } from './described';
import { http } from './http';
import type { Page } from './types';

type Schemas = components['schemas'];

export type AutomaticText = Schemas['AutomaticText'];
export type Audience = AutomaticText['audience'];
export type LanguageWording = Schemas['WordingPage']['items'][number];
export type SnippetWritten = Schemas['SnippetWritten'];
export type Snippet = Schemas['Snippet'];

const linePath = (line: string) => `/api/lines/${encodeURIComponent(line)}`;
const textPath = (line: string, language: string, name: string) =>
  `${linePath(line)}/wording/${encodeURIComponent(language)}/${encodeURIComponent(name)}`;
const snippetPath = (line: string, id: string) =>
  `${linePath(line)}/snippets/${encodeURIComponent(id)}`;

export const wordingKeys = {
  allWording: ['wording'] as const,
  wording: (line: string) => ['wording', line] as const,
  allSnippets: ['snippets'] as const,
  snippets: (line: string) => ['snippets', line] as const,
};

export const wordingCalls = {
  all: (line: string) => http.get<Page<LanguageWording>>(`${linePath(line)}/wording`),
  say: (line: string, language: string, name: string, words: string) =>
    http.put<AutomaticText>(textPath(line, language, name), { words }),
  // Answers with the text as it is now.
  reset: (line: string, language: string, name: string) =>
    http.delete(textPath(line, language, name)),
};

export const snippetCalls = {
  all: (line: string) => http.get<Page<Snippet>>(`${linePath(line)}/snippets`),
  add: (line: string, snippet: SnippetWritten) =>
    http.post<Snippet>(`${linePath(line)}/snippets`, snippet),
  change: (line: string, id: string, snippet: SnippetWritten) =>
    http.put<Snippet>(snippetPath(line, id), snippet),
  remove: (line: string, id: string) => http.delete(snippetPath(line, id)),
};
