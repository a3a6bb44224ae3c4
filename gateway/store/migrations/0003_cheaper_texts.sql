-- What every text pays for, made cheaper.

-- A carrier's retry is found in the index of its thread alone: no text has to be read. Tokens that were kept before have
-- another length and are not found any more; their retries ended minutes after they came.
DROP INDEX texts_by_thread;
CREATE INDEX texts_by_thread ON texts (thread, at, delivery_token);

-- SQLite makes a table in memory for each list of more than two values that a row is compared with, for each row. So a
-- list is written out where rows come by the thousand.
DROP INDEX events_by_conversation;
CREATE INDEX events_by_conversation ON events (conversation, seq)
  WHERE conversation IS NOT NULL AND kind <> 'text.received' AND kind <> 'text.queued' AND kind <> 'text.status'
    AND kind <> 'note.added' AND kind <> 'conversation.offered';
-- The same rule in other words, which changes nothing in the rows (https://www.sqlite.org/lang_altertable.html, section 7).
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (status IN (''received'', ''queued'', ''sending'', ''sent'', ''delivered'', ''failed'', ''unknown''))',
    'CHECK (status = ''received'' OR status = ''queued'' OR status = ''sending'' OR status = ''sent''
            OR status = ''delivered'' OR status = ''failed'' OR status = ''unknown'')')
  WHERE type = 'table' AND name = 'texts';
PRAGMA writable_schema = RESET;
