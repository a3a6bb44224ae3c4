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
