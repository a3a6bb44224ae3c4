import { useNow } from '../use_now';
import { t } from '../words';
import { countdown } from './countdown';
import classes from './inbox.module.css';

const radius = 16;
const around = 2 * Math.PI * radius;
const tickMs = 500;

interface RingProps {
  expiresAt: string;
  offerSeconds: number | null;
}

export function CountdownRing({ expiresAt, offerSeconds }: RingProps) {
  const { seconds, share } = countdown(expiresAt, offerSeconds, useNow(tickMs));
  return (
    <svg
      className={classes.ring}
      viewBox="0 0 40 40"
      role="img"
      aria-label={t('list.secondsLeft', { count: seconds })}
    >
      <circle cx="20" cy="20" r={radius} className={classes.ringGround} />
      <circle
        cx="20"
        cy="20"
        r={radius}
        className={classes.ringLeft}
        strokeDasharray={around}
        strokeDashoffset={around * (1 - share)}
        transform="rotate(-90 20 20)"
      />
      <text x="20" y="20" textAnchor="middle" dominantBaseline="central">
        {seconds}
      </text>
    </svg>
  );
}
