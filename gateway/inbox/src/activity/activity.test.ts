import { afterEach, expect, test } from 'vitest';
import type { Happened } from '../api/activity';
import { speak, type Language } from '../words/language';
import { groupNames, narrowed, nothingChosen } from './narrowing';
import { sentenceOf } from './sentences';
import { tableOf } from './table';
import yaml from '../../../api/openapi.yaml?raw';

// Every kind there is, as the service describes them.
function allKinds(): string[] {
  const listed = /\n {4}EventKind:\n[^]*?\n {6}enum:\n((?: {8}- \S+\n)+)/.exec(yaml)?.[1] ?? '';
  return [...listed.matchAll(/- (\S+)/g)].map(([, kind]) => kind ?? '');
}

const happened = (more: Partial<Happened>): Happened => ({
  seq: 1,
  at: '2026-11-22T10:00:00.000000Z',
  kind: 'signed_in',
  line: 'l1',
  conversation: 'c1',
  codename: 'Quiet Harbor',
  actor: 's1',
  actor_name: 'Cora',
  reason: null,
  data: {},
  ...more,
});

const full = {
  staff_name: 'Ana',
  from_name: 'Ben',
  to_name: 'Dee',
  owner_name: 'Ana',
  until: '2026-11-23T10:00:00.000000Z',
  state: 'closed',
  status: 'delivered',
  presence: 'on',
  role: 'coordinator',
  changed: ['name', 'capacity'],
  on_call_names: ['Cora', 'Ada'],
  count: 2,
  texts: 3,
  media: 1,
};

afterEach(() => speak('en'));

test.each<Language>(['en', 'es'])('there is a sentence for every kind, in "%s"', async (language) => {
  await speak(language);
  const kinds = allKinds();
  expect(kinds.length).toBeGreaterThan(60);
  for (const kind of kinds) {
    for (const one of [
      happened({ kind, data: full }),
      happened({ kind, actor: null, actor_name: null, data: full }),
      happened({ kind, actor: null, actor_name: null, codename: null, data: {} }),
    ]) {
      const sentence = sentenceOf(one, 'Garden line');
      expect([kind, sentence]).not.toContain('');
      expect(sentence).not.toMatch(/\{\{|undefined|null|activity\./);
      expect(sentence).not.toContain(kind);
    }
  }
});

test('sentences tell who did what to whom', () => {
  const told = (kind: string, data: Record<string, unknown>, more: Partial<Happened> = {}) =>
    sentenceOf(happened({ kind, data, ...more }), 'Garden line');
  const byNobody = { actor: null, actor_name: null };
  expect(told('number.revealed', {})).toBe('Cora saw the number of Quiet Harbor');
  expect(told('conversation.returned', { from_name: 'Ana' })).toBe(
    'Cora brought Quiet Harbor back from Ana to the queue',
  );
  expect(told('conversation.returned', { from_name: 'Ana' }, byNobody)).toBe(
    'Quiet Harbor went from Ana back to the queue',
  );
  expect(told('presence.changed', { staff_name: 'Ana', presence: 'off' })).toBe(
    'Cora took Ana off',
  );
  expect(told('presence.changed', { staff_name: 'Cora', presence: 'break' })).toBe(
    'Cora took a break',
  );
  expect(told('staff.changed', { staff_name: 'Ana', changed: ['capacity', 'role'] })).toBe(
    'Cora changed Ana: role, conversations at once',
  );
  expect(told('line.switched', { state: null })).toBe('Cora set Garden line back to its hours');
  expect(told('something.new', {})).toBe(
    'Something this page has no words for yet: something.new',
  );
});

test('what is shown at first leaves out texts, and every kind is in a group', () => {
  const { kinds } = narrowed(nothingChosen);
  expect(kinds).not.toContain('text.received');
  expect(kinds).toContain('number.revealed');
  expect(narrowed({ ...nothingChosen, group: 'all' }).kinds).toEqual([]);
  const grouped = groupNames
    .filter((group) => group !== 'all')
    .flatMap((group) => narrowed({ ...nothingChosen, group }).kinds);
  expect(new Set(grouped)).toEqual(new Set(allKinds()));
});

test('days are whole days, where the person is', () => {
  const { from, to } = narrowed({ ...nothingChosen, from: '2026-11-21', to: '2026-11-21' });
  expect(new Date(from ?? '')).toEqual(new Date(2026, 10, 21));
  expect(new Date(to ?? '')).toEqual(new Date(2026, 10, 22));
  expect(narrowed({ ...nothingChosen, from: 'x' }).from).toBeNull();
});

test('a table holds words as text, whatever a spreadsheet would make of them', () => {
  const reason = '=HYPERLINK("http://evil.example"), she said';
  const table = tableOf([happened({ kind: 'number.revealed', reason })], () => 'Garden line');
  const [head, row] = table.split('\r\n');
  expect(head).toBe('"When","What","Who","Conversation with","Line","Reason"');
  expect(row).toBe(
    '"2026-11-22T10:00:00.000000Z","Cora saw the number of Quiet Harbor","Cora",' +
      '"Quiet Harbor","Garden line","\'=HYPERLINK(""http://evil.example""), she said"',
  );
});
