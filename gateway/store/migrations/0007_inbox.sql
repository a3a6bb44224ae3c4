-- What the shared inbox keeps beside texts.

-- Wording and snippets: what coordinators write in place of, and beside, what a line came with.

CREATE TABLE wording (              -- a text without a row is as configured
  line       BLOB NOT NULL REFERENCES lines (id),
  language   TEXT NOT NULL,
  name       TEXT NOT NULL,         -- as in a wording file
  words      TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL REFERENCES staff (id),
  PRIMARY KEY (line, language, name)
) STRICT;

CREATE TABLE snippets (
  id         BLOB PRIMARY KEY,
  line       BLOB NOT NULL REFERENCES lines (id),
  language   TEXT NOT NULL,
  name       TEXT NOT NULL,
  words      TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX snippets_by_name ON snippets (line, language, lower(name));

-- Numbers: what is looked up for a whole line and months of it.

-- When a person first answered; automatic texts are no answer.
ALTER TABLE conversations ADD COLUMN first_reply_at INTEGER;
UPDATE conversations SET first_reply_at =
  (SELECT t.at FROM texts t
    WHERE t.thread = conversations.thread AND t.at >= conversations.opened_at
      AND t.at <= coalesce(conversations.closed_at, t.at) AND t.conversation = conversations.id
      AND t.direction = 'out' AND t.automatic = 0
    ORDER BY t.at LIMIT 1);
-- None of these columns is among those that every change of a conversation writes. They do not begin with the line: what is
-- looked up for every text would be looked for in them, through all that a line has had.
CREATE INDEX conversations_begun ON conversations (opened_at, line, first_reply_at);
CREATE INDEX conversations_ended ON conversations (closed_at, line) WHERE closed_at IS NOT NULL;

CREATE TABLE tallies (              -- texts, up to the one that `tallied` has
  line      BLOB NOT NULL REFERENCES lines (id),
  quarter   INTEGER NOT NULL,       -- of an hour, since 1970
  texts_in  INTEGER NOT NULL,
  texts_out INTEGER NOT NULL,       -- people wrote them
  automatic INTEGER NOT NULL,       -- the line itself did
  PRIMARY KEY (line, quarter)
) STRICT, WITHOUT ROWID;
CREATE TABLE tallied (seq INTEGER NOT NULL) STRICT;  -- one row. What came later is counted when it is asked for
INSERT INTO tallied (seq) VALUES (0);

-- Accounts of staff: links that are good once, and numbers that were shown to somebody.

CREATE TABLE invitations (          -- to join; gone once it was used or withdrawn
  id          BLOB PRIMARY KEY,
  token_hash  BLOB NOT NULL UNIQUE, -- keyed
  name        BLOB NOT NULL,        -- sealed; as of staff, like what follows
  role        TEXT NOT NULL CHECK (role IN ('peer', 'coordinator', 'administrator')),
  languages   TEXT NOT NULL,        -- JSON array
  experiences TEXT NOT NULL,        -- JSON array
  lines       TEXT NOT NULL,        -- JSON array of ids; empty: every line
  capacity    INTEGER NOT NULL CHECK (capacity >= 1),
  made_at     INTEGER NOT NULL,
  made_by     BLOB NOT NULL REFERENCES staff (id),
  expires_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE password_resets (      -- to choose a new password; gone once it was
  staff      BLOB PRIMARY KEY REFERENCES staff (id),
  token_hash BLOB NOT NULL UNIQUE,  -- keyed
  made_at    INTEGER NOT NULL,
  made_by    BLOB NOT NULL REFERENCES staff (id),
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reveals (              -- of texters' numbers
  id           BLOB PRIMARY KEY,
  conversation BLOB NOT NULL REFERENCES conversations (id),  -- where it was asked for
  texter       BLOB NOT NULL REFERENCES texters (id),
  staff        BLOB NOT NULL REFERENCES staff (id),          -- who saw it
  reason       BLOB NOT NULL,       -- sealed; empty once they are forgotten
  at           INTEGER NOT NULL
) STRICT;
CREATE INDEX reveals_by_staff ON reveals (staff, at);
CREATE INDEX reveals_by_texter ON reveals (texter);

-- The record, looked back on: by whose act it was, and by what it was. What happens with every text has no place there:
-- it is frequent enough to be met soon.
CREATE INDEX events_by_actor ON events (actor, seq) WHERE actor IS NOT NULL;
CREATE INDEX events_by_kind ON events (kind, seq)
  WHERE kind <> 'text.received' AND kind <> 'text.queued' AND kind <> 'text.status'
    AND kind <> 'conversation.started' AND kind <> 'conversation.offered';

-- The board: sends that need somebody's look.
CREATE INDEX texts_troubled ON texts (at) WHERE status = 'failed' OR status = 'unknown';

-- Words that somebody has not sent yet: one reply and one note for each of staff and each conversation. They go with the
-- words of the conversation.
CREATE TABLE drafts (
  id           BLOB PRIMARY KEY,
  conversation BLOB NOT NULL REFERENCES conversations (id),
  staff        BLOB NOT NULL REFERENCES staff (id),
  kind         TEXT NOT NULL CHECK (kind IN ('text', 'note')),
  body         BLOB NOT NULL,          -- sealed, under the texter's key
  changed_at   INTEGER NOT NULL,       -- also its version: no two changes have the same time
  UNIQUE (conversation, staff, kind)
) STRICT;
CREATE INDEX drafts_by_staff ON drafts (staff, changed_at);

-- What somebody decided about a text that failed, or of which nobody knows whether it left.
CREATE TABLE text_decisions (
  text  BLOB PRIMARY KEY REFERENCES texts (id),
  staff BLOB NOT NULL REFERENCES staff (id),
  at    INTEGER NOT NULL,
  again BLOB UNIQUE REFERENCES texts (id)  -- the one that was sent in its stead; null: it was left
) STRICT;

-- Texts that were looked for at their carrier for as long as that is done by itself: when they were handed over.
CREATE TABLE texts_given_up (
  text         BLOB PRIMARY KEY REFERENCES texts (id),
  tries        INTEGER NOT NULL,
  attempted_at INTEGER NOT NULL
) STRICT;

-- How each member of staff has their inbox. No row: as it is at first.

CREATE TABLE settings (
  staff              BLOB PRIMARY KEY REFERENCES staff (id),
  language           TEXT CHECK (language IN ('en', 'es')),  -- null: what the browser prefers
  colours            TEXT NOT NULL CHECK (colours IN ('auto', 'light', 'dark')),
  contrast           TEXT NOT NULL CHECK (contrast IN ('normal', 'high')),
  text_size          TEXT NOT NULL CHECK (text_size IN ('normal', 'large', 'largest')),
  calm               INTEGER NOT NULL CHECK (calm IN (0, 1)),
  enter_sends        INTEGER NOT NULL CHECK (enter_sends IN (0, 1)),
  single_keys        INTEGER NOT NULL CHECK (single_keys IN (0, 1)),
  sound              INTEGER NOT NULL CHECK (sound IN (0, 1)),
  system_notices     INTEGER NOT NULL CHECK (system_notices IN (0, 1)),
  notices_show_words INTEGER NOT NULL CHECK (notices_show_words IN (0, 1))
) STRICT;

-- Pictures that came with texts, from the first time that somebody opened them. They go with the text's media.
CREATE TABLE pictures (
  id      BLOB PRIMARY KEY,
  text    BLOB NOT NULL REFERENCES texts (id),
  place   INTEGER NOT NULL,            -- among the text's media, from 0
  bytes   BLOB NOT NULL,               -- sealed, under the texter's key
  kept_at INTEGER NOT NULL,
  UNIQUE (text, place)
) STRICT;
