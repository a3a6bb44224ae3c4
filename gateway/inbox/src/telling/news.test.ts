import { expect, test } from 'vitest';
import type { LiveEvent } from '../api/types';
import { failedWith } from './failed_text';
import { newsOf } from './news';

const event = (kind: string, data: Record<string, unknown>, conversation = 'c1'): LiveEvent => ({
  seq: 1,
  at: '2026-05-20T10:00:00.000000Z',
  kind,
  line: 'l1',
  conversation,
  actor: null,
  actor_name: null,
  data,
});

test('who is offered to me and who of mine writes is news', () => {
  expect(newsOf('ana', event('conversation.offered', { offered_to: 'ana' }))).toEqual({
    kind: 'offered',
    conversation: 'c1',
  });
  expect(newsOf('ana', event('text.received', { owner: 'ana' }))?.kind).toBe('text');
});

test('what concerns somebody else is none', () => {
  expect(newsOf('ana', event('conversation.offered', { offered_to: 'ben' }))).toBeNull();
  expect(newsOf('ana', event('text.received', { owner: 'ben' }))).toBeNull();
  expect(newsOf('ana', event('text.received', { owner: null }))).toBeNull();
  expect(newsOf('ana', event('text.queued', { owner: 'ana' }))).toBeNull();
});

test('a text that failed is looked at by whoever has the conversation', () => {
  const failed = event('text.status', { text: 't1', status: 'failed', owner: 'ana' });
  expect(failedWith('ana', failed)).toEqual({ conversation: 'c1', text: 't1' });
  expect(failedWith('ben', failed)).toBeNull();
  const sent = event('text.status', { text: 't1', status: 'delivered', owner: 'ana' });
  expect(failedWith('ana', sent)).toBeNull();
  expect(failedWith('ana', event('text.received', { text: 't1', owner: 'ana' }))).toBeNull();
});
