import type { Audience, AutomaticText } from '../api/wording';
import { Link } from '../link';
import { t } from '../words';
import { nameOf } from './names';
import { paths } from './paths';
import classes from './wording.module.css';

interface TextListProps {
  texts: AutomaticText[];
  chosen: string | null;
  hasUnsaved: (name: string) => boolean;
}

const groups: Audience[] = ['texter', 'part', 'staff'];

// Every text of one language, by who reads it.
export function TextList({ texts, chosen, hasUnsaved }: TextListProps) {
  return (
    <nav className={classes.list} aria-label={t('wording.tabs.texts')}>
      {groups.map((group) => (
        <section key={group} className={classes.group}>
          <h2>{t(`wording.groups.${group}`)}</h2>
          <ul>
            {texts
              .filter((text) => text.audience === group)
              .map((text) => (
                <li key={text.name}>
                  <Link
                    href={paths.text(text.name)}
                    className={classes.item}
                    aria-current={text.name === chosen || undefined}
                  >
                    <span className={classes.itemName}>{nameOf(text.name)}</span>
                    {hasUnsaved(text.name) ? (
                      <span className={classes.mark} data-unsaved>
                        {t('wording.unsaved')}
                      </span>
                    ) : (
                      text.changed_at !== null && (
                        <span className={classes.mark}>{t('wording.changed')}</span>
                      )
                    )}
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
