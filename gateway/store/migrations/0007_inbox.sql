-- What the shared inbox keeps beside texts.

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
