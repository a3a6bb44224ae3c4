// The audit itself: it finds each way in which a promise can be broken, and nothing where none is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDisagreement, findLostTexts, findWrongSends } from './audit.mjs';
import { Ledger } from './load.mjs';

const phone = '+15035550110';
const text = (number, status = 200) => ({ phone, body: `from ${phone} number ${number}`, status });
const kept = ({ body }) => ({ kind: 'text', direction: 'in', body, status: 'received' });
const reply = (body, status) => ({ kind: 'text', direction: 'out', body, status });
const carried = (...bodies) => bodies.map((body) => ({ to: phone, body }));
const [first, second, third] = [text(1), text(2), text(3, 503)];

function ledgerOf(texts, replies = []) {
  return Object.assign(new Ledger(), { texts, replies });
}
const lost = (texts, thread) => findLostTexts(ledgerOf(texts), [thread.map(kept)]).join();
function wrong(replies, thread, atCarrier) {
  return findWrongSends(ledgerOf([first], replies), [[kept(first), ...thread]], atCarrier).join();
}

test('texts: what was answered is there, once and in order; the rest may be missing', () => {
  assert.equal(lost([first, second, third], [first, second]), '');
  assert.equal(lost([first, second, third], [first, second, third]), '');
  assert.match(lost([first, second], [first]), /number 2" was answered 200 and is not there/);
  assert.match(lost([first], [first, first]), /is kept 2 times/);
  assert.match(lost([third], [third, third]), /is kept 2 times/);
  assert.match(lost([first, second], [second, first]), /number 2" stands where .*number 1"/);
});

test('replies: what was taken has left once or is unknown; what was refused never left', () => {
  const taken = { body: 'a', status: 201 };
  const next = { body: 'b', status: 200 };
  const refused = { body: 'c', status: 409 };
  const sent = reply('a', 'sent');
  assert.equal(wrong([taken, refused], [sent], carried('a')), '');
  assert.equal(wrong([taken], [reply('a', 'unknown')], []), '');
  const held = [reply('a', 'unknown'), reply('b', 'queued')];
  assert.equal(wrong([taken, next], held, []), '');
  assert.equal(wrong([taken, next], [held[0], reply('b', 'sent')], carried('b', 'a')), '');
  assert.match(wrong([taken], [sent], []), /never left/);
  assert.match(wrong([taken], [reply('a', 'queued')], []), /never left/);
  assert.match(wrong([taken], [sent], carried('a', 'a')), /was sent 2 times/);
  assert.match(wrong([taken], [reply('a', 'unknown')], carried('a', 'a')), /was sent 2 times/);
  assert.match(wrong([taken], [], carried('a')), /is not in its thread/);
  assert.match(wrong([refused], [], carried('c')), /was refused/);
  const both = [sent, reply('b', 'sent')];
  assert.match(wrong([taken, next], both, carried('b', 'a')), /in its place/);
});

test('automatic texts are counted too', () => {
  assert.match(wrong([], [reply('Welcome', 'sent')], carried('Welcome', 'Welcome')), /not kept/);
  assert.match(wrong([], [reply('Welcome', 'sent')], []), /in its place/);
});

test('a conversation has to be what its latest event says', () => {
  const told = (state) => JSON.stringify({ state, owner: 'ana', offered_to: null });
  const row = { id: '1', state: 'open', owner: 'ana', offered_to: null, said: told('open') };
  assert.deepEqual(findDisagreement([row]), []);
  assert.equal(findDisagreement([{ ...row, owner: 'ben' }]).length, 1);
  assert.equal(findDisagreement([{ ...row, said: told('closed') }]).length, 1);
  assert.equal(findDisagreement([{ ...row, said: null }]).length, 1);
});
