import { hueOf } from './hue';
import classes from './people.module.css';

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
