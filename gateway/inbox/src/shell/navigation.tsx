// The way to the other pages: beside them on a laptop, below them on a phone.
import { Menu, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDots, type IconComponent } from '../icons';
import { useNewsCount } from '../inbox/use_views';
import { Link } from '../link';
import { inbox, pagesFor, rota, type Page } from '../pages';
import { useSwapsToDecide } from '../rota/use_swaps';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import classes from './shell.module.css';

// As in shell.module.css.
const besides = '(min-width: 821px)';
const mostBelow = 5;

function Sign({ icon: Icon, name }: { icon: IconComponent; name: string }) {
  return (
    <>
      <Icon size={23} stroke={1.8} aria-hidden="true" />
      <span>{name}</span>
    </>
  );
}

function Count({ count, label }: { count: number; label: string }) {
  return (
    count > 0 && (
      <span className={classes.news} aria-label={label}>
        {count}
      </span>
    )
  );
}

function News() {
  const count = useNewsCount();
  return <Count count={count} label={t('pages.news', { count })} />;
}

function SwapsToDecide() {
  const count = [...useSwapsToDecide().values()].reduce((sum, ofLine) => sum + ofLine, 0);
  return <Count count={count} label={t('rota.swapsToDecide', { count })} />;
}

function Entry({ page, current }: { page: Page; current: boolean }) {
  return (
    <li>
      <Link href={page.path} className={classes.entry} aria-current={current ? 'page' : undefined}>
        <Sign icon={page.icon} name={page.title()} />
        {page === inbox && <News />}
        {page === rota && <SwapsToDecide />}
      </Link>
    </li>
  );
}

function More({ pages, current }: { pages: readonly Page[]; current: Page | null }) {
  const isHere = current !== null && pages.includes(current);
  return (
    <li>
      <Menu position="top-end" shadow="md" width={240}>
        <Menu.Target>
          <UnstyledButton className={classes.entry} data-current={isHere || undefined}>
            <Sign icon={IconDots} name={t('pages.more')} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {pages.map((page) => (
            <Menu.Item
              key={page.path}
              component={Link}
              href={page.path}
              className={classes.moreEntry}
              aria-current={page === current ? 'page' : undefined}
              leftSection={<page.icon size={20} aria-hidden="true" />}
            >
              {page.title()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

export function Navigation({ current }: { current: Page | null }) {
  const { me } = useSignedIn();
  const wide = useMediaQuery(besides, true, { getInitialValueInEffect: false });
  const pages = pagesFor(me.role);
  const shown = wide || pages.length <= mostBelow ? pages : pages.slice(0, mostBelow - 1);
  const further = pages.slice(shown.length);
  return (
    <nav aria-label={t('pages.label')} className={classes.navigation}>
      <ul>
        {shown.map((page) => (
          <Entry key={page.path} page={page} current={page === current} />
        ))}
        {further.length > 0 && <More pages={further} current={current} />}
      </ul>
    </nav>
  );
}
