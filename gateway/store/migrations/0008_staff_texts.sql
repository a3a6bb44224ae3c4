-- A text to staff that may have left is looked for at the carrier, like one to a texter.
ALTER TABLE staff_texts ADD COLUMN look_at INTEGER;  -- while it is unknown and looked for: its words are kept until then
CREATE INDEX staff_texts_to_look_for ON staff_texts (look_at) WHERE look_at IS NOT NULL;
