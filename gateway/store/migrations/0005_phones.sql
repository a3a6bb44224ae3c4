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
