// The names under which answers of the service are kept in the browser.
import type { View } from './types';

export const keys = {
  session: ['session'] as const,
  lines: ['lines'] as const,
  allPeers: ['peers'] as const,
  peers: (line: string) => ['peers', line] as const,
  allViews: ['conversations'] as const,
  view: (view: View) => ['conversations', view] as const,
  conversation: (id: string) => ['conversation', id] as const,
  allTexts: ['texts'] as const,
  texts: (id: string) => ['texts', id] as const,
  allFound: ['found'] as const,
  found: (typed: string) => ['found', typed] as const,
};
