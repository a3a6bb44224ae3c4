// What was typed into the search, and what the service found for it.
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { conversations } from '../api/calls';
import { keys } from '../api/keys';

const typingPauseMs = 250;

export function useSearch(typed: string) {
  const [paused] = useDebouncedValue(typed.trim(), typingPauseMs);
  const asked = useInfiniteQuery({
    queryKey: keys.found(paused),
    queryFn: ({ pageParam }) => conversations.search(paused, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: paused !== '',
    // Somebody may have texted in between; and what was found is not kept for longer than it is shown.
    staleTime: 0,
    gcTime: 0,
    select: (kept) => kept.pages.flatMap((page) => page.items),
  });
  return { ...asked, isTyping: paused !== typed.trim() };
}
