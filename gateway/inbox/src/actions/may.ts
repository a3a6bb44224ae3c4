// What one may do with a conversation. The service decides; this decides what is offered.
import type { Conversation, Staff } from '../api/types';

export interface May {
  accept: boolean;
  claim: boolean;
  handOff: boolean;
  assign: boolean;
  rest: boolean;
  close: boolean;
  reopen: boolean;
  reply: boolean;
  // To leave a text as it is that did not arrive.
  leave: boolean;
  note: boolean;
  wish: boolean;
  flag: boolean;
  unflag: boolean;
  optOut: boolean;
  block: boolean;
  unblock: boolean;
}

const nothing: May = {
  accept: false,
  claim: false,
  handOff: false,
  assign: false,
  rest: false,
  close: false,
  reopen: false,
  reply: false,
  leave: false,
  note: false,
  wish: false,
  flag: false,
  unflag: false,
  optOut: false,
  block: false,
  unblock: false,
};

// `lineIsGone`: the configuration no longer has its line, and it takes nothing but being closed.
export function mayWith(conversation: Conversation, me: Staff, lineIsGone = false): May {
  const coordinates = me.role !== 'peer';
  const mine = conversation.owner === me.id;
  const owned = conversation.state === 'open' || conversation.state === 'resting';
  const closed = conversation.state === 'closed';
  const tends = mine || coordinates;
  const offered = conversation.offered_to === me.id;
  const waits = conversation.state === 'waiting';
  const blocked = conversation.block !== null;
  const close = !closed && ((owned && tends) || coordinates);
  if (lineIsGone) return { ...nothing, close };
  return {
    accept: conversation.state === 'offered' && conversation.offered_to === me.id,
    claim: conversation.state === 'waiting',
    handOff: owned && mine,
    assign: coordinates && !closed,
    rest: conversation.state === 'open' && tends,
    close,
    reopen: closed && (coordinates || (!blocked && (mine || conversation.owner === null))),
    reply: !closed && !conversation.opted_out && ((owned && mine) || coordinates),
    // A closed one is seen by coordinators and by whoever had it last alone.
    leave: closed || tends,
    note: !closed && tends,
    wish: !closed && tends,
    flag: !closed && (tends || offered || waits),
    unflag: !closed && tends,
    optOut: !closed && tends && !conversation.opted_out,
    block: coordinates && !blocked,
    unblock: coordinates && blocked,
  };
}
