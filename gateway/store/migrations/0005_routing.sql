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

-- What coordinators set a line to, over its configuration.
ALTER TABLE lines ADD COLUMN timing TEXT;           -- JSON: the waits that differ, in microseconds
ALTER TABLE lines ADD COLUMN switched_to TEXT CHECK (switched_to = 'short-staffed' OR switched_to = 'closed');
ALTER TABLE lines ADD COLUMN switched_at INTEGER;
ALTER TABLE lines ADD COLUMN switched_until INTEGER;
ALTER TABLE lines ADD COLUMN switched_words TEXT;   -- JSON: what texters get, by language

CREATE TABLE line_days (            -- holidays, and days with other hours than their weekday's
  line  BLOB NOT NULL REFERENCES lines (id),
  day   TEXT NOT NULL,              -- 2026-12-24, in the line's time zone
  spans TEXT NOT NULL,              -- JSON array of "10:00-12:00"; empty: closed
  PRIMARY KEY (line, day)
) STRICT;

CREATE TABLE experiences (          -- what texters may wish for and staff may have
  name   TEXT PRIMARY KEY,
  place  INTEGER NOT NULL,
  labels TEXT NOT NULL              -- JSON: what texters read, by language
) STRICT;

ALTER TABLE threads ADD COLUMN closed_told_at INTEGER;   -- that the line is closed
ALTER TABLE threads ADD COLUMN menu_sent_at INTEGER;
ALTER TABLE threads ADD COLUMN held_back_at INTEGER;     -- automatic texts, because there were too many

-- What calls a person's attention to a conversation, whose texts are not taken for a while, and what is a contact.

CREATE TABLE flags (
  id           BLOB PRIMARY KEY,
  conversation BLOB NOT NULL REFERENCES conversations (id),
  kind         TEXT NOT NULL CHECK (kind IN ('worrying_words', 'opt_out_wish', 'too_often', 'by_hand')),
  phrase       BLOB NOT NULL,               -- sealed; empty where no phrase raised it, and once erased
  language     TEXT NOT NULL,               -- of the list that has the phrase; '' where no phrase raised it
  raised_at    INTEGER NOT NULL,
  raised_by    BLOB REFERENCES staff (id),  -- null: the line itself
  raised_note  BLOB REFERENCES texts (id),
  cleared_at   INTEGER,                     -- null: it stands
  cleared_by   BLOB REFERENCES staff (id),  -- null in one that is cleared: the texter texted STOP
  cleared_note BLOB REFERENCES texts (id),
  CHECK (cleared_at IS NOT NULL OR (cleared_by IS NULL AND cleared_note IS NULL))
) STRICT;
CREATE INDEX flags_by_conversation ON flags (conversation, raised_at);

CREATE TABLE flag_lists (                   -- a line's own lists; a language without a row: as configured
  line       BLOB NOT NULL REFERENCES lines (id),
  language   TEXT NOT NULL,
  guidance   TEXT NOT NULL,
  worrying   TEXT NOT NULL,                 -- JSON array
  opt_out    TEXT NOT NULL,                 -- JSON array
  except_    TEXT NOT NULL,                 -- JSON array
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL REFERENCES staff (id),
  PRIMARY KEY (line, language)
) STRICT;

CREATE TABLE blocks (                       -- in force until `until`, or until it is lifted
  id           BLOB PRIMARY KEY,
  thread       BLOB NOT NULL REFERENCES threads (id),
  conversation BLOB NOT NULL REFERENCES conversations (id),  -- where it was done
  reason       BLOB NOT NULL,               -- sealed; empty once they are forgotten
  blocked_at   INTEGER NOT NULL,
  blocked_by   BLOB NOT NULL REFERENCES staff (id),
  until        INTEGER NOT NULL CHECK (until > blocked_at),
  lifted_at    INTEGER,
  lifted_by    BLOB REFERENCES staff (id),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
) STRICT;
CREATE INDEX blocks_by_thread ON blocks (thread, until);

ALTER TABLE threads ADD COLUMN asked_back_at INTEGER;  -- asked to come back when the last conversation was closed
-- It began after that: no contact of its own.
ALTER TABLE conversations ADD COLUMN asked_back INTEGER NOT NULL DEFAULT 0 CHECK (asked_back IN (0, 1));
