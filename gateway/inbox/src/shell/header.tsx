import { Link } from '../link';
import { Mark } from '../mark';
import { paths } from '../route';
import { AccountMenu } from '../session/account_menu';
import { PresenceControl } from '../session/presence';
import { t } from '../words';
import classes from './shell.module.css';

export function Header() {
  return (
    <header className={classes.header}>
      <Link href={paths.inbox} className={classes.brand} aria-label={t('common.title')}>
        <Mark size={34} />
        <span>{t('common.title')}</span>
      </Link>
      <PresenceControl />
      <AccountMenu />
    </header>
  );
}
