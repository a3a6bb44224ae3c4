// What the compiler knows of the sentences: their keys, and what has to be filled into each.
import type { en } from './en';

type Plural = 'zero' | 'one' | 'other';

type Flat<Words, Path extends string = ''> = {
  [Key in keyof Words & string]: Words[Key] extends string
    ? [`${Path}${Key}`, Words[Key]]
    : Flat<Words[Key], `${Path}${Key}.`>;
}[keyof Words & string];

type Entry = Flat<typeof en>;
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${Plural}` ? Base : Key;

// Every sentence by its key; a plural's forms are one sentence.
type Sentences = { [One in Entry as WithoutPlural<One[0]>]: One[1] };
type Counted = {
  [One in Entry as One[0] extends `${infer Base}_other` ? Base : never]: 'count';
};

// Of a sentence put together with "+" the compiler knows nothing: anything may be filled in.
type Named<Sentence> = string extends Sentence
  ? never
  : Sentence extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | Named<Rest>
    : never;

export type SentenceKey = keyof Sentences;

type NeededBy<Key extends SentenceKey> =
  | (Key extends SentenceKey ? Named<Sentences[Key]> : never)
  | (Key extends keyof Counted ? 'count' : never);

type Filled<Name extends string> = {
  [One in Name]: One extends 'count' ? number : string | number;
};

// The arguments that follow the key.
export type Values<Key extends SentenceKey> = string extends Sentences[Key]
  ? | [Filled<NeededBy<Key>> & Record<string, string | number>]
    | ([NeededBy<Key>] extends [never] ? [] : never)
  : [NeededBy<Key>] extends [never]
    ? []
    : [Filled<NeededBy<Key>>];

// The words of another language: the keys of the English ones, each with a sentence.
export type Translated<Words> = {
  [Key in keyof Words]: Words[Key] extends string ? string : Translated<Words[Key]>;
};
