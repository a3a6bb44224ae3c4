-- Whoever handed a line's calendar out answers for it: it is served while they are a coordinator. Of those there are
-- already, the record knows who made them last; one of which it does not is renewed by whoever needs it.
ALTER TABLE rota_feeds ADD COLUMN made_by BLOB REFERENCES staff (id);
UPDATE rota_feeds SET made_by = coalesce(staff,
  (SELECT actor FROM events WHERE kind = 'rota.feed_made' AND line = rota_feeds.line ORDER BY seq DESC LIMIT 1));
