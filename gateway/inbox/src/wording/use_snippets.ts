import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { snippetCalls, wordingKeys, type SnippetWritten } from '../api/wording';
import { notices } from '../notices';

export function useSnippets(line: string) {
  return useQuery({
    queryKey: wordingKeys.snippets(line),
    queryFn: () => snippetCalls.all(line),
  });
}

// `onDone`: it was kept, or removed.
export function useSnippetChanges(line: string, onDone: () => void) {
  const client = useQueryClient();
  const settled = async () => {
    await client.invalidateQueries({ queryKey: wordingKeys.snippets(line) });
    onDone();
  };
  const save = useMutation({
    mutationFn: ({ id, written }: { id: string | null; written: SnippetWritten }) =>
      id === null ? snippetCalls.add(line, written) : snippetCalls.change(line, id, written),
    onSuccess: settled,
  });
  const remove = useMutation({
    mutationFn: (id: string) => snippetCalls.remove(line, id),
    onSuccess: settled,
    onError: (error) => notices.refused(error),
  });
  return { save, remove };
}
