-- Everything that is kept. Ids are UUIDv7 in 16 bytes, times microseconds since 1970 UTC. What is sealed (seal.hpp) is a
-- BLOB named for what it holds; a number is found by its keyed hash.

CREATE TABLE checks (               -- what tells a wrong master key from a right one
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;

CREATE TABLE lines (
  id       BLOB PRIMARY KEY,
  number   TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE texters (
  id          BLOB PRIMARY KEY,
  number_hash BLOB NOT NULL UNIQUE,
  number      BLOB NOT NULL,        -- sealed
  codename    TEXT NOT NULL UNIQUE,
  language    TEXT,
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE texter_keys (          -- apart, so that destroying a key forgets the texter
  texter  BLOB PRIMARY KEY REFERENCES texters (id),
  wrapped BLOB NOT NULL             -- under the master key
) STRICT;

CREATE TABLE threads (
  id           BLOB PRIMARY KEY,
  texter       BLOB NOT NULL REFERENCES texters (id),
  line         BLOB NOT NULL REFERENCES lines (id),
  opted_out_at INTEGER,
  UNIQUE (texter, line)
) STRICT;

CREATE TABLE staff (
  id            BLOB PRIMARY KEY,
  username      TEXT NOT NULL UNIQUE,
  name          BLOB NOT NULL,      -- sealed
  role          TEXT NOT NULL CHECK (role IN ('peer', 'coordinator', 'administrator')),
  password_hash TEXT NOT NULL,
  languages     TEXT NOT NULL,      -- JSON array
  experiences   TEXT NOT NULL,      -- JSON array
  capacity      INTEGER NOT NULL CHECK (capacity >= 1),
  enabled       INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  added_at      INTEGER NOT NULL,
  presence      TEXT NOT NULL CHECK (presence IN ('on', 'break', 'off')),
  lapses        INTEGER NOT NULL,   -- offers lapsed in a row
  idle_since    INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_lines (          -- no row: every line
  staff BLOB NOT NULL REFERENCES staff (id),
  line  BLOB NOT NULL REFERENCES lines (id),
  PRIMARY KEY (staff, line)
) STRICT;

CREATE TABLE shifts (
  id     BLOB PRIMARY KEY,
  line   BLOB NOT NULL REFERENCES lines (id),
  staff  BLOB REFERENCES staff (id),
  starts INTEGER NOT NULL,
  ends   INTEGER NOT NULL CHECK (ends > starts)
) STRICT;
CREATE INDEX shifts_by_line ON shifts (line, starts);

CREATE TABLE sessions (
  id         BLOB PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  staff      BLOB NOT NULL REFERENCES staff (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_staff ON sessions (staff);

CREATE TABLE tokens (               -- bearer tokens of programs
  token_hash BLOB PRIMARY KEY,
  staff      BLOB NOT NULL REFERENCES staff (id),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_in_tries (        -- wrong passwords: of an account, of an address, of both
  who        BLOB PRIMARY KEY,      -- keyed hash
  wrong      INTEGER NOT NULL,
  last_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE conversations (
  id               BLOB PRIMARY KEY,
  thread           BLOB NOT NULL REFERENCES threads (id),
  line             BLOB NOT NULL REFERENCES lines (id),
  texter           BLOB NOT NULL REFERENCES texters (id),
  state            TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'open', 'resting', 'closed')),
  owner            BLOB REFERENCES staff (id),
  offered_to       BLOB REFERENCES staff (id),
  offer_expires_at INTEGER,
  rest_until       INTEGER,
  urgent           INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  returned         INTEGER NOT NULL CHECK (returned IN (0, 1)),
  waiting_since    INTEGER,
  last_owner       BLOB REFERENCES staff (id),
  language         TEXT NOT NULL,
  welcomed         INTEGER NOT NULL CHECK (welcomed IN (0, 1)),
  opened_at        INTEGER NOT NULL,
  closed_at        INTEGER,
  -- One voice: an owner exactly where there has to be one.
  CHECK ((owner IS NOT NULL) = (state IN ('open', 'resting'))),
  CHECK ((offered_to IS NOT NULL) = (state = 'offered')),
  CHECK ((offer_expires_at IS NOT NULL) = (state = 'offered')),
  CHECK ((rest_until IS NOT NULL) = (state = 'resting')),
  CHECK ((closed_at IS NOT NULL) = (state = 'closed'))
) STRICT;
-- A thread has one live conversation at most.
CREATE UNIQUE INDEX conversations_live_by_thread ON conversations (thread) WHERE state <> 'closed';
CREATE INDEX conversations_by_thread ON conversations (thread, id);
CREATE INDEX conversations_live_by_line ON conversations (line, state) WHERE state <> 'closed';
CREATE INDEX conversations_by_owner ON conversations (owner) WHERE owner IS NOT NULL;
CREATE INDEX conversations_by_offer ON conversations (offered_to, offer_expires_at)
  WHERE offered_to IS NOT NULL;
CREATE INDEX conversations_closed ON conversations (-closed_at, id) WHERE state = 'closed';
CREATE INDEX conversations_closed_by_owner ON conversations (last_owner, -closed_at, id)
  WHERE state = 'closed';
CREATE INDEX conversations_resting ON conversations (rest_until) WHERE state = 'resting';

CREATE TABLE passes (               -- who passed on an offer, or let it lapse, since somebody owned it
  conversation BLOB NOT NULL REFERENCES conversations (id),
  staff        BLOB NOT NULL REFERENCES staff (id),
  at           INTEGER NOT NULL,
  PRIMARY KEY (conversation, staff)
) STRICT;

CREATE TABLE wishes (
  conversation BLOB NOT NULL REFERENCES conversations (id),
  kind         TEXT NOT NULL CHECK (kind IN ('experience', 'language', 'not_the_same_person')),
  value        TEXT NOT NULL,
  not_staff    BLOB REFERENCES staff (id),
  only_this    INTEGER NOT NULL CHECK (only_this IN (0, 1))
) STRICT;
CREATE INDEX wishes_by_conversation ON wishes (conversation);

CREATE TABLE texts (                -- texts and notes
  id             BLOB PRIMARY KEY,
  thread         BLOB NOT NULL REFERENCES threads (id),
  conversation   BLOB REFERENCES conversations (id),  -- null: outside any (STOP, from someone who was not talking)
  kind           TEXT NOT NULL CHECK (kind IN ('text', 'note')),
  direction      TEXT CHECK (direction IN ('in', 'out')),
  author         BLOB REFERENCES staff (id),
  automatic      INTEGER NOT NULL CHECK (automatic IN (0, 1)),
  body           BLOB NOT NULL,     -- sealed
  at             INTEGER NOT NULL,
  status         TEXT CHECK (status IN ('received', 'queued', 'sending', 'sent', 'delivered', 'failed', 'unknown')),
  carrier        TEXT,
  carrier_id     TEXT,
  delivery_token BLOB,              -- keyed hash of what marks a carrier's retries as one delivery
  client_id      TEXT,
  problem        TEXT,              -- why it failed: a problem code
  problem_code   TEXT,              -- the carrier's own code
  problem_words  TEXT,
  media          BLOB,              -- sealed JSON
  segments       INTEGER,
  parameters     BLOB,              -- sealed: everything the carrier said
  CHECK ((direction IS NULL) = (kind = 'note')),
  CHECK ((status IS NULL) = (kind = 'note'))
) STRICT;
CREATE UNIQUE INDEX texts_by_carrier_id ON texts (carrier, carrier_id) WHERE carrier_id IS NOT NULL;
CREATE UNIQUE INDEX texts_by_client_id ON texts (author, client_id) WHERE client_id IS NOT NULL;
CREATE UNIQUE INDEX texts_by_delivery_token ON texts (thread, delivery_token) WHERE delivery_token IS NOT NULL;
CREATE INDEX texts_by_thread ON texts (thread, at);
CREATE INDEX texts_by_conversation ON texts (conversation, at) WHERE conversation IS NOT NULL;

CREATE TABLE receipts (             -- everything a carrier reported, also of sends we have no id of yet
  carrier        TEXT NOT NULL,
  carrier_id     TEXT NOT NULL,
  carrier_status TEXT NOT NULL,
  status         TEXT NOT NULL,
  problem        TEXT,
  problem_code   TEXT,
  problem_words  TEXT,
  at             INTEGER NOT NULL,
  PRIMARY KEY (carrier, carrier_id, carrier_status)
) STRICT;

CREATE TABLE outbox (               -- texts that are to be sent, until the carrier has them
  text    BLOB PRIMARY KEY REFERENCES texts (id),
  thread  BLOB NOT NULL REFERENCES threads (id),
  tries   INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  sending INTEGER NOT NULL CHECK (sending IN (0, 1))
) STRICT;
CREATE INDEX outbox_by_thread ON outbox (thread, text);

CREATE TABLE read_marks (
  staff        BLOB NOT NULL REFERENCES staff (id),
  conversation BLOB NOT NULL REFERENCES conversations (id),
  read_until   INTEGER NOT NULL,
  PRIMARY KEY (staff, conversation)
) STRICT;

CREATE TABLE events (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  at           INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  line         BLOB,
  conversation BLOB,
  actor        BLOB,
  data         TEXT NOT NULL        -- JSON: ids and states, never words or numbers
) STRICT;
CREATE INDEX events_by_conversation ON events (conversation, seq) WHERE conversation IS NOT NULL;
