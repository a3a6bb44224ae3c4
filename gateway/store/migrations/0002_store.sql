-- Search, retention, forgetting, look-ups of sends, and keys that can be changed.

-- The keys that everything is sealed and hashed under, each wrapped under the master key
-- (gateway/store/keys.hpp). Version 1 kept only a check of the master key here.
ALTER TABLE checks RENAME TO keys;
ALTER TABLE keys RENAME COLUMN value TO wrapped;

CREATE TABLE forgotten (            -- whoever was forgotten; a restore forgets them again
  texter BLOB PRIMARY KEY,
  at     INTEGER NOT NULL
) STRICT;

CREATE TABLE upkeep (               -- when each piece of the daily work was last done
  name    TEXT PRIMARY KEY,
  done_at INTEGER NOT NULL
) STRICT;

ALTER TABLE threads ADD COLUMN forget_asked_at INTEGER;    -- FORGET was texted and waits to be confirmed
ALTER TABLE lines ADD COLUMN caught_up_until INTEGER;      -- compared with the carrier's list until then

ALTER TABLE conversations ADD COLUMN texts_erased_at INTEGER;  -- by retention
ALTER TABLE conversations ADD COLUMN media_erased_at INTEGER;
CREATE INDEX conversations_texts_to_erase ON conversations (line, closed_at)
  WHERE state = 'closed' AND texts_erased_at IS NULL;
CREATE INDEX conversations_media_to_erase ON conversations (line, closed_at)
  WHERE state = 'closed' AND media_erased_at IS NULL;

-- Texts with a number of their own, which the search index knows them by, and with fewer indexes: each one costs a page
-- of its own for nearly every text.
CREATE TABLE texts_2 (
  seq            INTEGER PRIMARY KEY,
  id             BLOB NOT NULL UNIQUE,
  thread         BLOB NOT NULL REFERENCES threads (id),
  conversation   BLOB REFERENCES conversations (id),  -- null: outside any (STOP, from someone who was not talking)
  kind           TEXT NOT NULL CHECK (kind IN ('text', 'note')),
  direction      TEXT CHECK (direction IN ('in', 'out')),
  author         BLOB REFERENCES staff (id),
  automatic      INTEGER NOT NULL CHECK (automatic IN (0, 1)),
  body           BLOB NOT NULL,     -- sealed; empty once erased
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
  sent_at        INTEGER,           -- late ones alone: when the carrier had it (we missed its webhook)
  indexed_as     TEXT,              -- the language its words stand in `search` under; '': not in it; null: not yet
  erased_at      INTEGER,           -- the words are gone (retention, forgetting); the row stays and counts
  CHECK ((direction IS NULL) = (kind = 'note')),
  CHECK ((status IS NULL) = (kind = 'note'))
) STRICT;
INSERT INTO texts_2 (id, thread, conversation, kind, direction, author, automatic, body, at, status, carrier, carrier_id,
                     delivery_token, client_id, problem, problem_code, problem_words, media, segments, parameters)
  SELECT id, thread, conversation, kind, direction, author, automatic, body, at, status, carrier, carrier_id,
         delivery_token, client_id, problem, problem_code, problem_words, media, segments, parameters
  FROM texts ORDER BY id;
DROP TABLE texts;
ALTER TABLE texts_2 RENAME TO texts;
CREATE UNIQUE INDEX texts_by_carrier_id ON texts (carrier_id, carrier) WHERE carrier_id IS NOT NULL;
CREATE UNIQUE INDEX texts_by_client_id ON texts (author, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX texts_by_thread ON texts (thread, at);
CREATE INDEX texts_outside_any ON texts (at) WHERE conversation IS NULL AND erased_at IS NULL;
CREATE INDEX texts_to_index ON texts (seq) WHERE indexed_as IS NULL;

-- Words as keyed hashes: `words` in their order (phrases), `prefixes` for the beginnings of words. Row: texts.seq.
CREATE VIRTUAL TABLE search USING fts5 (words, prefixes, content = '', columnsize = 0, tokenize = 'ascii');
-- FTS5 would merge the parts of its index inside whichever commit made one too many of them, which holds that one up for
-- tens of milliseconds. Instead a task merges them in small steps (search_index::merge_some), sixteen at a time; only
-- where it can't keep up by far does FTS5 step in.
INSERT INTO search (search, rank) VALUES ('automerge', 0), ('crisismerge', 64), ('usermerge', 16);

CREATE TABLE outbox_2 (             -- texts that are to be sent, until the carrier has them
  text         BLOB PRIMARY KEY REFERENCES texts (id),
  thread       BLOB NOT NULL REFERENCES threads (id),
  state        TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'looking')),
  tries        INTEGER NOT NULL,
  next_at      INTEGER NOT NULL,    -- of the next try; looking: of the next look into the carrier's list
  attempted_at INTEGER,             -- when it was last handed over
  looks        INTEGER NOT NULL
) STRICT;
INSERT INTO outbox_2 (text, thread, state, tries, next_at, attempted_at, looks)
  SELECT text, thread, CASE sending WHEN 1 THEN 'sending' ELSE 'queued' END, tries, next_at, next_at, 0 FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_2 RENAME TO outbox;
CREATE INDEX outbox_by_thread ON outbox (thread, text);

-- Events are never deleted, so that the next number is always a new one, without AUTOINCREMENT's table of its own.
CREATE TABLE events_2 (
  seq          INTEGER PRIMARY KEY,
  at           INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  line         BLOB,
  conversation BLOB,
  actor        BLOB,
  data         TEXT NOT NULL        -- JSON: ids and states, never words or numbers
) STRICT;
INSERT INTO events_2 SELECT seq, at, kind, line, conversation, actor, data FROM events ORDER BY seq;
DROP TABLE events;
ALTER TABLE events_2 RENAME TO events;
-- Texts come and go without a place in this index: a thread's history leaves them out.
CREATE INDEX events_by_conversation ON events (conversation, seq)
  WHERE conversation IS NOT NULL
    AND kind NOT IN ('text.received', 'text.queued', 'text.status', 'note.added', 'conversation.offered');
