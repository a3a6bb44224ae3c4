// What a texter wishes for, while somebody notes it.
import type { Text, Wish } from '../api/types';

// Two that are about the same, whether or not the texter takes nobody else.
export function isSame(one: Wish, other: Wish): boolean {
  return one.kind === other.kind && one.value === other.value && one.not === other.not;
}

export function findWish(all: readonly Wish[], wish: Wish): Wish | undefined {
  return all.find((one) => isSame(one, wish));
}

// With it as it is here, in the place of what was noted about the same.
export function withWish(all: readonly Wish[], wish: Wish): Wish[] {
  return findWish(all, wish)
    ? all.map((one) => (isSame(one, wish) ? wish : one))
    : [...all, wish];
}

export function withoutWish(all: readonly Wish[], wish: Wish): Wish[] {
  return all.filter((one) => !isSame(one, wish));
}

// `now` with what was changed from `before` to `chosen`: what the texter asked for by a keyword
// while somebody was choosing stays.
export function changedBy(
  before: readonly Wish[],
  chosen: readonly Wish[],
  now: readonly Wish[],
): Wish[] {
  const dropped = before.filter((wish) => !findWish(chosen, wish));
  const changed = chosen.filter((wish) => findWish(before, wish)?.only !== wish.only);
  const left = dropped.reduce<Wish[]>(withoutWish, [...now]);
  return changed.reduce<Wish[]>(withWish, left);
}

export const experienceWish = (value: string): Wish => ({ kind: 'experience', value, only: false });
export const languageWish = (value: string): Wish => ({ kind: 'language', value, only: false });
export const wishNot = (staff: string): Wish => ({
  kind: 'not_the_same_person',
  value: '',
  not: staff,
  only: false,
});

// Who has talked with them, as far as the thread is there, who has them now first.
export function whoTalked(texts: readonly Text[], owner: string | null): string[] {
  const authors = texts.flatMap(({ kind, direction, author }) =>
    kind === 'text' && direction === 'out' && author !== null ? [author] : [],
  );
  return [...new Set([...(owner === null ? [] : [owner]), ...authors.reverse()])];
}
