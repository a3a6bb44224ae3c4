import { t } from '../words';
import classes from './thread.module.css';

// In place of words that are gone for good.
export function Erased() {
  return <span className={classes.erased}>{t('thread.erased')}</span>;
}
