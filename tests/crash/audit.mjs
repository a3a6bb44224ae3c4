// Holds what is kept, and what the carrier has, against what was promised. Each finding is one
// sentence.

const counted = (list) => {
  const counts = new Map();
  for (const item of list) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};
const isOut = (text) => text.kind === 'text' && text.direction === 'out';
const isIn = (text) => text.kind === 'text' && text.direction === 'in';

// Those of a thread's texts that wait behind one whose outcome is not known.
function heldUp(thread) {
  const first = thread.findIndex((text) => isOut(text) && text.status === 'unknown');
  if (first < 0) return [];
  return thread.slice(first).filter((text) => isOut(text) && text.status === 'queued');
}

// Texts that were answered 200 are there once; no text is there twice; order is kept.
export function findLostTexts(ledger, threads) {
  const found = [];
  const kept = counted(threads.flatMap((thread) => thread.filter(isIn).map((text) => text.body)));
  for (const { body, status } of ledger.texts) {
    const times = kept.get(body) ?? 0;
    if (times > 1) found.push(`"${body}" is kept ${times} times`);
    if (times === 0 && status === 200) found.push(`"${body}" was answered 200 and is not there`);
  }
  const answered = ledger.answered();
  for (const thread of threads) {
    const theirs = new Set(thread.filter(isIn).map((text) => text.body));
    const inOrder = answered.filter(({ body }) => theirs.has(body)).map(({ body }) => body);
    const promised = new Set(inOrder);
    const asKept = thread
      .filter(isIn)
      .map((text) => text.body)
      .filter((body) => promised.has(body));
    const at = asKept.findIndex((body, index) => body !== inOrder[index]);
    if (at >= 0) found.push(`"${asKept[at]}" stands where "${inOrder[at]}" belongs`);
  }
  return found;
}

// What is kept as having left is at the carrier, once and in order; what is `unknown` at most once;
// what is held up not yet; nothing else is there.
export function findWrongSends(ledger, threads, carried) {
  const found = [];
  const at = counted(carried.map((message) => message.body));
  const shown = new Map(
    threads
      .flat()
      .filter(isOut)
      .map((text) => [text.body, text]),
  );
  const waiting = new Set(threads.flatMap(heldUp).map(({ body }) => body));
  for (const { body, status } of ledger.replies) {
    const times = at.get(body) ?? 0;
    const text = shown.get(body);
    const isPromised = status === 200 || status === 201;
    if (times > 1) found.push(`"${body}" was sent ${times} times`);
    if (!isPromised && (times > 0 || text))
      found.push(`"${body}" was refused (${status}) and is there`);
    if (isPromised && !text) found.push(`"${body}" was taken (${status}) and is not in its thread`);
    if (isPromised && times === 0 && text?.status !== 'unknown' && !waiting.has(body)) {
      found.push(`"${body}" was taken (${status}), is ${text?.status}, and never left`);
    }
  }
  for (const thread of threads) found.push(...findDisorder(thread, carried));
  return found;
}

// Automatic texts say the same each time: they are told apart by their place among the others. What
// is `unknown` may have come at any time.
function findDisorder(thread, carried) {
  const phone = thread.find(isIn).body.split(' ')[1];
  const waiting = new Set(heldUp(thread));
  const sent = thread.filter((text) => isOut(text) && !waiting.has(text));
  const unknown = new Set(
    sent.filter(({ status }) => status === 'unknown').map(({ body }) => body),
  );
  const kept = sent.filter(({ body }) => !unknown.has(body));
  const theirs = carried.filter(({ to, body }) => to === phone && !unknown.has(body));
  const at = kept.findIndex(({ body }, index) => body !== theirs[index]?.body);
  if (at >= 0) {
    const { body, status } = kept[at];
    return [
      `to ${phone}: "${body}" is ${status}, the carrier has "${theirs[at]?.body}" in its place`,
    ];
  }
  if (theirs.length === kept.length) return [];
  return [`to ${phone}: "${theirs[kept.length].body}" is at the carrier and not kept`];
}

// What a conversation is agrees with the latest that its events say of it. `rows`: [{id, state,
// owner, offered_to, said}].
export function findDisagreement(rows) {
  const found = [];
  for (const { id, state, owner, offered_to: offeredTo, said } of rows) {
    const told = JSON.parse(said ?? '{}');
    if (told.state !== state || told.owner !== owner || told.offered_to !== offeredTo) {
      found.push(`conversation ${id} is ${state} (${owner}, ${offeredTo}), its events say ${said}`);
    }
  }
  return found;
}
