// What happened as a table that spreadsheets open (RFC 4180).
import type { Happened } from '../api/activity';
import { t } from '../words';
import { sentenceOf } from './sentences';

// What a spreadsheet would calculate is text here.
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}

export function tableOf(
  all: readonly Happened[],
  lineName: (id: string | null) => string | null,
): string {
  const columns = ['at', 'what', 'who', 'codename', 'line', 'reason'] as const;
  const head = columns.map((column) => t(`activity.csvColumns.${column}`));
  const rows = all.map((one) => [
    one.at,
    sentenceOf(one, lineName(one.line)),
    one.actor_name ?? '',
    one.codename ?? '',
    lineName(one.line) ?? '',
    one.reason ?? '',
  ]);
  return [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
