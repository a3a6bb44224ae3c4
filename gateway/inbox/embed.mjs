// Writes one C++ file that holds the built app: node embed.mjs DIST_DIR OUT_CPP
//
// The bytes go in by the assembler's .incbin. The blobs are named by their content, so that the
// C++ file changes whenever they do and a build that compares only sources is never stale.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, posix, relative, resolve, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const contentTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

function filesUnder(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

function urlPath(dist, file) {
  const path = posix.join('/', relative(dist, file).split(sep).join('/'));
  return path === '/index.html' ? '/' : path;
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 20);
}

function brotli(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params });
}

function encodings(identity) {
  const gzip = gzipSync(identity, { level: 9 });
  const keptGzip = gzip.length < identity.length ? gzip : null;
  const br = brotli(identity);
  const keptBrotli = br.length < (keptGzip ?? identity).length ? br : null;
  return { identity, gzip: keptGzip, brotli: keptBrotli };
}

function readFiles(dist) {
  const files = filesUnder(dist).map((file) => {
    const contentType = contentTypes[extname(file)];
    if (!contentType) throw new Error(`embed.mjs knows no content type for ${file}`);
    const identity = readFileSync(file);
    const path = urlPath(dist, file);
    const etag = `W/"${hash(identity)}"`;
    const immutable = path.startsWith('/assets/');
    return { path, contentType, etag, immutable, ...encodings(identity) };
  });
  // Byte order, as std::string_view compares.
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

// Writes the blobs, and returns a function from bytes to the C++ expression that views them.
function blobWriter(dir, assembly, declarations) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  return (bytes) => {
    if (bytes === null || bytes.length === 0) return 'std::string_view{}';
    const symbol = `warmline_inbox_${hash(bytes)}`;
    const file = join(dir, symbol);
    if (!existsSync(file)) {
      writeFileSync(file, bytes);
      const lines = [`.globl ${symbol}`, `${symbol}:`, `.incbin ${JSON.stringify(file)}`, ''];
      assembly.push(`asm(${JSON.stringify(lines.join('\n'))});`);
      declarations.push(`extern "C" const char ${symbol}[];`);
    }
    return `std::string_view{${symbol}, ${bytes.length}}`;
  };
}

function source(files, blobDir) {
  const assembly = [];
  const declarations = [];
  const view = blobWriter(blobDir, assembly, declarations);
  const rows = files.map((file) => {
    const words = [file.path, file.contentType, file.etag].map((word) => JSON.stringify(word));
    const bytes = [file.identity, file.gzip, file.brotli].map(view);
    return `    File{${[...words, String(file.immutable), ...bytes].join(', ')}},`;
  });
  return [
    '// Written by gateway/inbox/embed.mjs.',
    '#include <array>',
    '#include "gateway/inbox/files.hpp"',
    '',
    'asm(".pushsection .rodata\\n");',
    ...assembly,
    'asm(".popsection\\n");',
    '',
    ...declarations,
    '',
    'namespace warmline::inbox {',
    'namespace {',
    `const std::array<File, ${files.length}> table{{`,
    ...rows,
    '}};',
    '}  // namespace',
    '',
    'std::span<const File> files() { return table; }',
    '',
    '}  // namespace warmline::inbox',
    '',
  ].join('\n');
}

const [dist, out] = process.argv.slice(2).map((path) => resolve(path));
if (!dist || !out) throw new Error('usage: node embed.mjs DIST_DIR OUT_CPP');
writeFileSync(out, source(readFiles(dist), `${out}.blobs`));
