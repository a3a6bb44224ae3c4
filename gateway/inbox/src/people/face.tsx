import classes from './people.module.css';

const hues = [18, 42, 95, 150, 190, 230, 275, 330];

// The same name has the same colour everywhere and always.
function hueOf(name: string): number {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0;
  return hues[Math.abs(sum) % hues.length] ?? 18;
}

function initialsOf(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  return parts
    .slice(0, 2)
    .map((part) => part.charAt(0))
    .join('')
    .toUpperCase();
}

export function Face({ name, size }: { name: string; size: number }) {
  return (
    <span
      className={classes.face}
      style={{ width: size, height: size, fontSize: size * 0.38, ['--hue' as string]: hueOf(name) }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}
