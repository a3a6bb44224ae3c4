// What whoever looks may do about a text of a thread that did not arrive.
import type { May } from '../actions/may';
import type { Conversation, Staff, Text } from '../api/types';

// `settle`: all but sending it again. `reopen`: that, and sending it again once its conversation is
// open again.
export type Choices = 'all' | 'settle' | 'reopen' | 'none';

// `conversation`: the one that they look at. Its thread may hold texts of others, of which nobody but
// coordinators knows here whose they were.
export function choicesAbout(
  text: Pick<Text, 'conversation'>,
  conversation: Pick<Conversation, 'id'>,
  may: Pick<May, 'reply' | 'leave' | 'reopen'>,
  me: Pick<Staff, 'role'>,
): Choices {
  if (text.conversation !== conversation.id) {
    return may.leave && me.role !== 'peer' ? 'settle' : 'none';
  }
  if (may.reply) return 'all';
  if (!may.leave) return 'none';
  return may.reopen ? 'reopen' : 'settle';
}
