// The page's own addresses: "/wording", "/wording/snippets", "/wording/{text}".
export const paths = {
  texts: '/wording',
  snippets: '/wording/snippets',
  text: (name: string) => `/wording/${name}`,
};

export function chosenAt(path: string): { tab: 'texts' | 'snippets'; text: string | null } {
  if (path === paths.snippets) return { tab: 'snippets', text: null };
  return { tab: 'texts', text: /^\/wording\/([a-z0-9_]+)$/.exec(path)?.[1] ?? null };
}
