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
