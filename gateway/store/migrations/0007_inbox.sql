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

-- The board: sends that need somebody's look.
CREATE INDEX texts_troubled ON texts (at) WHERE status = 'failed' OR status = 'unknown';
