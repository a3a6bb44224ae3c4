// Tables, and the few sums that go into them.

// Columns as wide as they have to be; the first one to the left, figures to the right.
export function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) =>
    Math.max(...all.filter((row) => row.length === head.length).map((row) => row[column].length)),
  );
  const isFigure = (column) =>
    rows.every((row) => row.length < head.length || /^[\d.,x to]*$/.test(String(row[column])));
  const line = (row) =>
    row
      .map((cell, column) =>
        isFigure(column) && row.length === head.length
          ? cell.padStart(widths[column])
          : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd();
  const [first, ...rest] = all.map(line);
  return [first, widths.map((width) => '-'.repeat(width)).join('  '), ...rest].join('\n');
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const ratio = (value) => `${value.toFixed(value < 10 ? 2 : 1)}x`;

export const verdict = (isReached, target) => `${target}: ${isReached ? 'reached' : 'short'}`;
