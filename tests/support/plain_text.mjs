// Looks for secrets in raw bytes, however they may have been written there.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const swapped = (bytes) => Buffer.from(bytes).swap16();

// What of base64 is the same whatever stands before and after: for each of the three ways in which
// bytes fall on its groups of three, the groups that are the secret's alone.
function base64Of(bytes) {
  return [0, 1, 2].map((skipped) => {
    const whole = bytes.subarray(skipped, skipped + Math.floor((bytes.length - skipped) / 3) * 3);
    return whole.toString('base64');
  });
}

// Fewer than this many bytes may turn up by chance.
const tellingBytes = 6;

// The ways to write one secret, as [name, bytes].
export function writings(secret) {
  const bytes = Buffer.from(secret, 'utf8');
  const utf16 = Buffer.from(secret, 'utf16le');
  const hex = bytes.toString('hex');
  const all = [
    ['UTF-8', bytes],
    ['UTF-16LE', utf16],
    ['UTF-16BE', swapped(utf16)],
    ['hex', Buffer.from(hex)],
    ['HEX', Buffer.from(hex.toUpperCase())],
  ];
  for (const text of base64Of(bytes)) {
    all.push(['base64', Buffer.from(text)]);
    all.push(['base64url', Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_'))]);
  }
  return all.filter(([, written]) => written.length >= tellingBytes);
}

// Each secret as it is, in small and in capital letters, and its words alone where they tell
// something.
function withVariants(secrets) {
  const variants = new Set();
  for (const secret of secrets) {
    for (const piece of [secret, ...secret.split(/[\s,.!?]+/u)]) {
      if (Buffer.byteLength(piece) < tellingBytes) continue;
      for (const variant of [piece, piece.toLowerCase(), piece.toUpperCase()])
        variants.add(variant);
    }
  }
  return [...variants];
}

// What of `secrets` stands in these bytes: [{secret, as}].
export function secretsIn(bytes, secrets) {
  const found = [];
  for (const secret of withVariants(secrets)) {
    for (const [as, written] of writings(secret)) {
      if (bytes.includes(written)) found.push({ secret, as });
    }
  }
  return found;
}

// Every file below a folder, with its bytes: [{name, bytes}].
export async function filesBelow(folder) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(file)));
    else if (entry.isFile()) found.push({ name: file, bytes: await readFile(file) });
  }
  return found;
}
