-- What the shared inbox keeps beside texts.

-- The board: sends that need somebody's look.
CREATE INDEX texts_troubled ON texts (at) WHERE status = 'failed' OR status = 'unknown';
