-- What the silence of an open conversation calls for.
ALTER TABLE conversations ADD COLUMN silence_due_at INTEGER;  -- when next; null: for nothing
ALTER TABLE conversations ADD COLUMN nudged INTEGER NOT NULL DEFAULT 0 CHECK (nudged IN (0, 1));
CREATE INDEX conversations_silent ON conversations (silence_due_at) WHERE silence_due_at IS NOT NULL;
-- Those that are open now have all of the wait from now on, as far as the defaults go.
UPDATE conversations
  SET silence_due_at = unixepoch() * 1000000 + CASE WHEN waiting_since IS NULL THEN 3600000000 ELSE 240000000 END
  WHERE state = 'open';
