import { expect, test } from 'vitest';
import { boxAtFirst, boxFrom, type Around, type Box } from './box';

const both: Around = { allowed: ['text', 'note'], begun: [] };
const stopped: Around = { allowed: ['note'], begun: [] };
const note: Box = { kind: 'note', isChosen: false };
const chosenNote: Box = { kind: 'note', isChosen: true };
const reply: Box = { kind: 'text', isChosen: false };
const chosenReply: Box = { kind: 'text', isChosen: true };

test('it begins with a reply where one is possible, and with a note where only that is', () => {
  expect(boxAtFirst(both).kind).toBe('text');
  expect(boxAtFirst(stopped).kind).toBe('note');
});

test('it begins with what was begun', () => {
  expect(boxAtFirst({ ...both, begun: ['note'] }).kind).toBe('note');
  expect(boxAtFirst({ ...both, begun: ['text', 'note'] }).kind).toBe('text');
  expect(boxAtFirst({ ...stopped, begun: ['text'] }).kind).toBe('text');
});

test('a note in hand stays one when a reply is possible again, also before its first word', () => {
  expect(boxFrom(note, both, true)).toBe(note);
  expect(boxFrom(chosenNote, both, true)).toBe(chosenNote);
});

test('a box with words stays what it is, whoever is in it', () => {
  expect(boxFrom(note, { ...both, begun: ['note'] }, false)).toBe(note);
  expect(boxFrom(reply, { ...stopped, begun: ['text'] }, false)).toBe(reply);
});

test('what somebody chose stays, also once it is sent', () => {
  expect(boxFrom(chosenNote, both, false)).toBe(chosenNote);
  expect(boxFrom(chosenReply, { ...both, begun: ['note'] }, false)).toBe(chosenReply);
});

test('an empty box that nobody is in follows what is possible', () => {
  expect(boxFrom(chosenReply, stopped, true)).toBe(chosenReply);
  expect(boxFrom(chosenReply, stopped, false)).toEqual(note);
  expect(boxFrom(note, both, false)).toEqual(reply);
});

test('a note that comes from another screen is shown, where nothing else was chosen', () => {
  expect(boxFrom(reply, { ...both, begun: ['note'] }, false)).toEqual(note);
});
