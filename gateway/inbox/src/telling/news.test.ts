import { expect, test } from 'vitest';
import type { LiveEvent } from '../api/types';
import { failedWith } from './failed_text';
import { newsOf as newsAt } from './news';

const event = (
  kind: string,
  data: Record<string, unknown>,
  more: Partial<LiveEvent> = {},
): LiveEvent => ({
  seq: 1,
  at: '2026-05-20T10:00:00.000000Z',
  kind,
  line: 'l1',
  conversation: 'c1',
  actor: null,
  actor_name: null,
  data,
  ...more,
});

const now = new Date('2026-05-20T10:00:00Z');
const newsOf = (me: string, happened: LiveEvent, before: LiveEvent | null = null) =>
  newsAt(me, happened, now, before);

test('who is offered to me and who of mine writes is news', () => {
  expect(newsOf('ana', event('conversation.offered', { offered_to: 'ana' }))).toEqual({
    kind: 'offered',
    conversation: 'c1',
  });
  expect(newsOf('ana', event('text.received', { owner: 'ana' }))?.kind).toBe('text');
});

test('an offer that is over by the time it is heard of is none', () => {
  const until = (offer_expires_at: string) =>
    event('conversation.offered', { offered_to: 'ana', offer_expires_at });
  expect(newsOf('ana', until('2026-05-20T10:00:50.000000Z'))?.kind).toBe('offered');
  expect(newsOf('ana', until('2026-05-20T09:00:50.000000Z'))).toBeNull();
});

test('what concerns somebody else is none', () => {
  expect(newsOf('ana', event('conversation.offered', { offered_to: 'ben' }))).toBeNull();
  expect(newsOf('ana', event('text.received', { owner: 'ben' }))).toBeNull();
  expect(newsOf('ana', event('text.received', { owner: null }))).toBeNull();
  expect(newsOf('ana', event('text.queued', { owner: 'ana' }))).toBeNull();
});

test('a conversation that others give me, or the line by itself, is news', () => {
  const toAna = { owner: 'ana', to: 'ana' };
  const by = (actor: string | null) => ({ actor });
  const handed = event('conversation.handed_off', { ...toAna, from: 'ben' }, by('ben'));
  expect(newsOf('ana', handed)).toEqual({ kind: 'handed', conversation: 'c1' });
  expect(newsOf('ben', handed)).toBeNull();
  expect(newsOf('ana', event('conversation.assigned', toAna, by('cora')))?.kind).toBe('assigned');
  expect(newsOf('ana', event('conversation.assigned', toAna))?.kind).toBe('assigned');
  expect(newsOf('ana', event('conversation.woke', toAna))?.kind).toBe('woke');
  expect(newsOf('ben', event('conversation.woke', toAna))).toBeNull();
});

test('what I did myself is none', () => {
  const toAna = { owner: 'ana', to: 'ana' };
  for (const kind of ['accepted', 'claimed', 'assigned', 'woke']) {
    const mine = event(`conversation.${kind}`, toAna, { actor: 'ana' });
    expect(newsOf('ana', mine), kind).toBeNull();
  }
  const toQueue = event('conversation.handed_off', { owner: null, to: null, from: 'ana' });
  expect(newsOf('ana', toQueue)).toBeNull();
});

test('what wakes a conversation is told once: the text, the flag, or that the rest is over', () => {
  const woke = event('conversation.woke', { owner: 'ana', to: 'ana' });
  const text = event('text.received', { owner: 'ana' });
  expect(newsOf('ana', text)?.kind).toBe('text');
  expect(newsOf('ana', woke, text)).toBeNull();
  expect(newsOf('ana', woke, event('flag.raised', { owner: 'ana' }))).toBeNull();
  const earlier = { ...text, at: '2026-05-20T09:00:00.000000Z' };
  expect(newsOf('ana', woke, earlier)?.kind).toBe('woke');
  expect(newsOf('ana', woke, { ...text, conversation: 'c2' })?.kind).toBe('woke');
});

test('a text that failed is looked at by whoever has the conversation', () => {
  const failed = event('text.status', { text: 't1', status: 'failed', owner: 'ana' });
  expect(failedWith('ana', failed)).toEqual({ conversation: 'c1', text: 't1' });
  expect(failedWith('ben', failed)).toBeNull();
  const sent = event('text.status', { text: 't1', status: 'delivered', owner: 'ana' });
  expect(failedWith('ana', sent)).toBeNull();
  expect(failedWith('ana', event('text.received', { text: 't1', owner: 'ana' }))).toBeNull();
});
