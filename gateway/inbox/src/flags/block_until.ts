// The last day of a block, as a date field has it ("2026-05-31"), in the time zone of whoever
// chooses it.

const two = (part: number) => String(part).padStart(2, '0');

export function dayAfter(now: Date, days: number): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

// The last moment of it, so that it is still shown as that day; null where no day is chosen.
export function endOfDay(day: string): Date | null {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date, 23, 59, 59, 999);
}
