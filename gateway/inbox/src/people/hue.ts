const hues = [18, 42, 95, 150, 190, 230, 275, 330];

// The same name has the same colour everywhere and always.
export function hueOf(name: string): number {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0;
  return hues[Math.abs(sum) % hues.length] ?? 18;
}
