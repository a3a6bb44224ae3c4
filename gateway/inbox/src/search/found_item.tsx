import type { Found } from '../api/types';
import { Link } from '../link';
import { Face } from '../people/face';
import { paths, usePath } from '../route';
import { useVeil } from '../settings/veil';
import { useNow } from '../use_now';
import { t } from '../words';
import { shortTime } from '../words/times';
import classes from './search.module.css';

const minuteMs = 30_000;

function said({ kind, direction }: Found): string | null {
  if (kind === 'note') return t('search.note');
  return direction === 'out' ? t('search.sent') : null;
}

export function FoundItem({ found }: { found: Found }) {
  const now = useNow(minuteMs);
  const label = said(found);
  const veil = useVeil(false);
  const path = paths.text(found.conversation, found.text);
  const chosen = usePath() === path;
  return (
    <li>
      <Link
        href={path}
        className={classes.item}
        aria-current={chosen ? 'page' : undefined}
        data-walk
      >
        <Face name={found.texter.codename} size={36} />
        <span className={classes.itemWords}>
          <span className={classes.itemName}>
            {found.texter.codename}
            <time dateTime={found.at}>{shortTime(found.at, now)}</time>
          </span>
          <span className={classes.excerpt} {...veil}>
            {label !== null && <b>{label} </b>}
            {found.excerpt.map(({ text, match }, place) =>
              match ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>,
            )}
          </span>
        </span>
      </Link>
    </li>
  );
}
