-- A text to staff that may have left is looked for at the carrier, like one to a texter.
ALTER TABLE staff_texts ADD COLUMN look_at INTEGER;  -- while it is unknown and looked for: its words are kept until then
CREATE INDEX staff_texts_to_look_for ON staff_texts (look_at) WHERE look_at IS NOT NULL;

-- Whoever is flagged, without going through all who are live: each of them is to have a page.
CREATE INDEX conversations_urgent ON conversations (line) WHERE urgent = 1 AND state <> 'closed';
