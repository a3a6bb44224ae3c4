-- What the shared inbox keeps beside texts.

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
