-- What routing needs in order to look at no more of the queue, and of the staff, than it is about.

-- Conversations open with somebody plus offered to them, over all lines; kept by the triggers below.
ALTER TABLE staff ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
UPDATE staff SET load =
  (SELECT count(*) FROM conversations c WHERE c.owner = staff.id AND c.state = 'open')
  + (SELECT count(*) FROM conversations c WHERE c.offered_to = staff.id);

CREATE TRIGGER conversations_add_load AFTER INSERT ON conversations
  WHEN new.state IN ('open', 'offered')
BEGIN
  UPDATE staff SET load = load + 1 WHERE id = coalesce(new.owner, new.offered_to);
END;
CREATE TRIGGER conversations_move_load AFTER UPDATE OF state, owner, offered_to ON conversations
  WHEN old.state IS NOT new.state OR old.owner IS NOT new.owner OR old.offered_to IS NOT new.offered_to
BEGIN
  UPDATE staff SET load = load - 1
    WHERE old.state IN ('open', 'offered') AND id = coalesce(old.owner, old.offered_to);
  UPDATE staff SET load = load + 1
    WHERE new.state IN ('open', 'offered') AND id = coalesce(new.owner, new.offered_to);
END;

-- Who may be offered somebody now, the lightest load first, then the longest idle.
CREATE INDEX staff_free ON staff (load, idle_since, id)
  WHERE enabled = 1 AND presence = 'on' AND role = 'peer' AND load < capacity;
CREATE INDEX staff_on ON staff (id) WHERE enabled = 1 AND presence = 'on' AND role = 'peer';

-- A line's queue in its order: urgent, returned, the rest; within each the longest waiting.
CREATE INDEX conversations_queue ON conversations (line, 3 - 2 * urgent - returned, waiting_since, id)
  WHERE state = 'waiting';
CREATE INDEX conversations_offers ON conversations (offer_expires_at) WHERE offered_to IS NOT NULL;
