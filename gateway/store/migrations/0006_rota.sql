-- Who is on when: the rota, staff's own phones and who is on call. A texter who may be a machine is flagged.

-- A kind more.
CREATE TABLE flags_2 (
  id           BLOB PRIMARY KEY,
  conversation BLOB NOT NULL REFERENCES conversations (id),
  kind         TEXT NOT NULL CHECK (kind IN ('worrying_words', 'opt_out_wish', 'too_often', 'by_hand', 'machine')),
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
INSERT INTO flags_2 SELECT * FROM flags;
DROP TABLE flags;
ALTER TABLE flags_2 RENAME TO flags;
CREATE INDEX flags_by_conversation ON flags (conversation, raised_at);

-- How many automatic texts somebody got lately is asked with nearly every text of theirs.
CREATE INDEX texts_automatic ON texts (thread, at) WHERE automatic = 1;

-- The rota: rules, what is different about single shifts, swaps, and how far its calls were acted on. Days are counted
-- since 1970-01-01 and hours are minutes, both by the line's own clock: only that clock says when they are.

DROP TABLE shifts;                  -- was never used

CREATE TABLE shift_rules (
  id        BLOB PRIMARY KEY,
  line      BLOB NOT NULL REFERENCES lines (id),
  staff     BLOB REFERENCES staff (id),  -- null: open shifts
  first_day INTEGER NOT NULL,
  begins    INTEGER NOT NULL,       -- after midnight
  lasts     INTEGER NOT NULL CHECK (lasts > 0),
  repeats   TEXT NOT NULL,          -- an iCalendar recurrence rule; '': once
  last_day  INTEGER,
  added_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX shift_rules_by_line ON shift_rules (line);
CREATE INDEX shift_rules_by_staff ON shift_rules (staff) WHERE staff IS NOT NULL;

CREATE TABLE shift_changes (        -- of the shift that a rule has on that day
  rule         BLOB NOT NULL REFERENCES shift_rules (id),
  day          INTEGER NOT NULL,
  cancelled    INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
  moved_day    INTEGER,
  moved_begins INTEGER,
  moved_lasts  INTEGER,
  given        INTEGER NOT NULL CHECK (given IN (0, 1)),  -- to `staff`, or to nobody
  staff        BLOB REFERENCES staff (id),
  PRIMARY KEY (rule, day),
  CHECK ((moved_day IS NULL) = (moved_begins IS NULL) AND (moved_day IS NULL) = (moved_lasts IS NULL)),
  CHECK (given = 1 OR staff IS NULL)
) STRICT;

CREATE TABLE swaps (
  id          BLOB PRIMARY KEY,
  line        BLOB NOT NULL REFERENCES lines (id),
  rule        BLOB NOT NULL REFERENCES shift_rules (id),
  day         INTEGER NOT NULL,
  asked_by    BLOB NOT NULL REFERENCES staff (id),  -- whose shift it is
  asked       BLOB NOT NULL REFERENCES staff (id),  -- who is to take it
  return_rule BLOB REFERENCES shift_rules (id),     -- the shift that goes the other way, if one does
  return_day  INTEGER,
  state       TEXT NOT NULL CHECK (state IN ('asked', 'accepted', 'approved', 'declined')),
  asked_at    INTEGER NOT NULL,
  CHECK ((return_rule IS NULL) = (return_day IS NULL))
) STRICT;
CREATE INDEX swaps_by_line ON swaps (line, state, asked_at);

CREATE TABLE rota_progress (        -- how far the calls of a line's shifts were acted on: each once
  line        BLOB PRIMARY KEY REFERENCES lines (id),
  done_until  INTEGER NOT NULL,
  next_due_at INTEGER NOT NULL      -- to be looked at again then, or when the rota is changed
) STRICT;

CREATE TABLE rota_feeds (           -- calendars at secret addresses
  token_hash BLOB PRIMARY KEY,
  staff      BLOB UNIQUE REFERENCES staff (id),
  line       BLOB UNIQUE REFERENCES lines (id),
  created_at INTEGER NOT NULL,
  CHECK ((staff IS NULL) <> (line IS NULL))
) STRICT;

ALTER TABLE staff ADD COLUMN present_since INTEGER;  -- when they last came from off; null: they are off, or it was not kept

-- Staff's own phones, who is on call, and pages.

CREATE TABLE phones (               -- confirmed
  staff       BLOB PRIMARY KEY REFERENCES staff (id),
  number_hash BLOB NOT NULL UNIQUE, -- as of texters: the same number, the same hash
  number      BLOB NOT NULL,        -- sealed
  language    TEXT NOT NULL,        -- of what is texted to it
  set_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE phone_codes (          -- phones that are to be confirmed
  staff       BLOB PRIMARY KEY REFERENCES staff (id),
  number_hash BLOB NOT NULL,
  number      BLOB NOT NULL,        -- sealed
  language    TEXT NOT NULL,
  code_hash   BLOB NOT NULL,        -- keyed
  tries       INTEGER NOT NULL,     -- wrong ones
  expires_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE on_call (              -- coordinators who are texted when something needs one, in order
  line  BLOB NOT NULL REFERENCES lines (id),
  place INTEGER NOT NULL,
  staff BLOB NOT NULL REFERENCES staff (id),
  PRIMARY KEY (line, place),
  UNIQUE (line, staff)
) STRICT;

CREATE TABLE pages (
  id              BLOB PRIMARY KEY,
  line            BLOB NOT NULL REFERENCES lines (id),
  reason          TEXT NOT NULL CHECK (reason IN ('waiting', 'urgent', 'lapses')),
  conversation    BLOB REFERENCES conversations (id),
  began_at        INTEGER NOT NULL,
  escalate_at     INTEGER,          -- when the next one on call is texted; null: it is over
  acknowledged_at INTEGER,
  acknowledged_by BLOB REFERENCES staff (id)
) STRICT;
CREATE INDEX pages_by_line ON pages (line, reason, began_at);
CREATE INDEX pages_to_escalate ON pages (escalate_at) WHERE escalate_at IS NOT NULL;

CREATE TABLE staff_texts (          -- what the line texted to staff's own phones
  id           BLOB PRIMARY KEY,
  staff        BLOB NOT NULL REFERENCES staff (id),
  line         BLOB NOT NULL REFERENCES lines (id),
  kind         TEXT NOT NULL,
  page         BLOB REFERENCES pages (id),
  number_hash  BLOB NOT NULL,
  number       BLOB NOT NULL,       -- sealed; empty once it is over
  body         BLOB NOT NULL,       -- sealed; empty once it is over
  at           INTEGER NOT NULL,
  status       TEXT NOT NULL
    CHECK (status IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown')),
  tries        INTEGER NOT NULL,
  next_at      INTEGER,             -- while it is queued
  attempted_at INTEGER,
  carrier      TEXT,
  carrier_id   TEXT,
  problem      TEXT,                -- why it failed: a problem code
  CHECK ((next_at IS NOT NULL) = (status = 'queued'))
) STRICT;
CREATE INDEX staff_texts_by_staff ON staff_texts (staff, at);
CREATE INDEX staff_texts_by_number ON staff_texts (number_hash, at);
CREATE INDEX staff_texts_by_page ON staff_texts (page, id) WHERE page IS NOT NULL;
CREATE INDEX staff_texts_due ON staff_texts (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX staff_texts_sending ON staff_texts (id) WHERE status = 'sending';
CREATE UNIQUE INDEX staff_texts_by_carrier_id ON staff_texts (carrier_id, carrier) WHERE carrier_id IS NOT NULL;

CREATE TABLE staff_commands (       -- ON, OFF, BREAK and OK from staff's own phones: each is obeyed once
  carrier    TEXT NOT NULL,
  carrier_id TEXT NOT NULL,
  staff      BLOB NOT NULL REFERENCES staff (id),
  line       BLOB NOT NULL REFERENCES lines (id),
  command    TEXT NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (carrier_id, carrier)
) STRICT;
