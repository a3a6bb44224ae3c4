// The names under which answers of the service are kept in the browser.
import type { View } from './types';

export const keys = {
  phone: ['phone'] as const,
  session: ['session'] as const,
  lines: ['lines'] as const,
  allPeers: ['peers'] as const,
  peers: (line: string | null) => ['peers', line] as const,
  allViews: ['conversations'] as const,
  view: (view: View) => ['conversations', view] as const,
  conversation: (id: string) => ['conversation', id] as const,
  allQueues: ['queue'] as const,
  queue: (line: string | null) => ['queue', line] as const,
  held: (view: View, line: string | null) => ['conversations', 'held', view, line] as const,
  pages: ['pages'] as const,
  allOnCall: ['on call'] as const,
  onCall: (line: string) => ['on call', line] as const,
  allTroubled: ['troubled'] as const,
  troubled: (line: string) => ['troubled', line] as const,
  rota: ['rota'] as const,
  rotaOf: (line: string, what: string, ...more: string[]) => ['rota', line, what, ...more] as const,
  allTexts: ['texts'] as const,
  texts: (id: string) => ['texts', id] as const,
  picture: (path: string, attempt: number) => ['picture', path, attempt] as const,
  allFound: ['found'] as const,
  found: (typed: string) => ['found', typed] as const,
};
