// What a group would write itself: Express, the vendor's middleware, better-sqlite3, and the same
// durability as ours: a text is on disk before the carrier hears 200. No routing, no sealing, no
// search. Prints its port.
//
//   node server.js DATABASE URL      URL: what the carrier was told, with the port in it
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import express from 'express';
import twilio from 'twilio';

const [file, url] = process.argv.slice(2);
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`
  CREATE TABLE texters (number TEXT PRIMARY KEY, last_at INTEGER NOT NULL) STRICT;
  CREATE TABLE texts (id TEXT PRIMARY KEY, carrier_id TEXT NOT NULL UNIQUE, number TEXT NOT NULL,
                      body TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX texts_by_number ON texts (number, at);
  CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL,
                       text TEXT NOT NULL) STRICT;
`);
const keepTexter = database.prepare(
  'INSERT INTO texters (number, last_at) VALUES (?, ?)' +
    ' ON CONFLICT (number) DO UPDATE SET last_at = excluded.last_at',
);
const keepText = database.prepare(
  'INSERT INTO texts (id, carrier_id, number, body, at) VALUES (?, ?, ?, ?, ?)' +
    ' ON CONFLICT (carrier_id) DO NOTHING',
);
const keepEvent = database.prepare('INSERT INTO events (at, kind, text) VALUES (?, ?, ?)');
const keep = database.transaction(({ From, MessageSid, Body }) => {
  const at = Date.now();
  const id = randomUUID();
  keepTexter.run(From, at);
  if (keepText.run(id, MessageSid, From, Body, at).changes === 0) return;
  keepEvent.run(at, 'text.received', id);
});

const app = express();
app.post(
  new URL(url).pathname,
  express.urlencoded({ extended: false }),
  twilio.webhook({ validate: true, url }),
  (request, response) => {
    keep.immediate(request.body);
    response.type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  },
);
app.listen(Number(new URL(url).port), '127.0.0.1', () => {
  console.log(`listening on ${new URL(url).host}`);
});
