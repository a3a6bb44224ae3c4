import { Button, CopyButton, Menu, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState, type ReactNode } from 'react';
import { rota, type Gap, type Shift } from '../api/rota';
import type { Line } from '../api/types';
import { IconCalendarPlus, IconPlus } from '../icons';
import { useLines } from '../inbox/use_views';
import { notices } from '../notices';
import { isCoordinator, useSignedIn } from '../session/session';
import { Sheet } from '../sheet';
import { useNow } from '../use_now';
import { t } from '../words';
import { dayOf, daysLater, momentOf, wallClock } from '../zone';
import { Calendar } from './calendar';
import { draftOf, newDraft, shiftChangeFrom, type Draft } from './draft';
import { MyShifts, OpenShifts, Swaps, Uncovered } from './lists';
import { PlanSheet } from './plan_sheet';
import classes from './rota.module.css';
import { RotaContext, useRota, type RotaState } from './rota_context';
import { stretchWords } from './rota_times';
import { ShiftSheet } from './shift_sheet';
import {
  comingRange,
  useGaps,
  useRotaAct,
  useRules,
  useShifts,
  useStaffOf,
  type Range,
} from './use_rota';
import { useSwaps, useSwapsToDecide } from './use_swaps';
import { isOver, ruleOfShift, type WallShift } from './wall_shift';

const minuteMs = 60_000;
const narrow = '(max-width: 820px)';
const evening = { begins: '18:00', ends: '22:00' };
const nothing: [] = [];

// The address of a calendar for one's own calendar program: shown once, since it is a secret.
function Feeds() {
  const { line, coordinates } = useRota();
  const [url, setUrl] = useState<string | null>(null);
  const renew = (ask: () => Promise<{ url: string }>) => () =>
    void ask()
      .then((feed) => setUrl(feed.url))
      .catch((error: unknown) => notices.refused(error));
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            radius="xl"
            leftSection={<IconCalendarPlus size={18} aria-hidden="true" />}
          >
            {t('rota.feed.get')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={renew(rota.myFeed)}>{t('rota.feed.mine')}</Menu.Item>
          {coordinates && (
            <Menu.Item onClick={renew(() => rota.lineFeed(line.id))}>{t('rota.feed.line')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {url !== null && (
        <Sheet title={t('rota.feed.heading')} onClose={() => setUrl(null)}>
          <p>{t('rota.feed.lead')}</p>
          <p className={classes.feed}>{url}</p>
          <CopyButton value={url}>
            {({ copied, copy }) => (
              <Button radius="xl" onClick={copy}>
                {copied ? t('rota.feed.copied') : t('rota.feed.copy')}
              </Button>
            )}
          </CopyButton>
        </Sheet>
      )}
    </>
  );
}

interface Moved {
  shift: Shift;
  to: WallShift;
  takeBack: () => void;
}

// One of a rule's shifts was dragged elsewhere: that one, or all from it on?
function useMoving() {
  const { line, rules, plan } = useRota();
  const act = useRotaAct();
  const [asked, setAsked] = useState<Moved | null>(null);
  const moveOne = ({ shift, to, takeBack }: Moved) => {
    const change = shiftChangeFrom(draftOf(shift, null, line.time_zone, to));
    act.mutate(
      { act: () => rota.changeShift(shift.id, change), done: t('rota.told.changed') },
      { onError: takeBack },
    );
  };
  const move = (moved: Moved) => {
    const rule = ruleOfShift(moved.shift, rules);
    if (rule && rule.repeats !== '') setAsked(moved);
    else moveOne(moved);
  };
  const all = ({ shift, to, takeBack }: Moved) => {
    takeBack();
    const rule = ruleOfShift(shift, rules);
    plan({ ...draftOf(shift, rule, line.time_zone, to), scope: 'all' });
  };
  const answered = (then: (moved: Moved) => void) => () => {
    setAsked(null);
    if (asked) then(asked);
  };
  const question = asked && (
    <Sheet
      title={t('rota.move.heading')}
      onClose={answered(({ takeBack }) => takeBack())}
    >
      <p>{t('rota.move.lead', { shift: stretchWords(asked.shift, line.time_zone) })}</p>
      <div className={classes.acts}>
        <Button radius="xl" onClick={answered(moveOne)} data-autofocus>
          {t('rota.move.one')}
        </Button>
        <Button variant="default" radius="xl" onClick={answered(all)}>
          {t('rota.move.all')}
        </Button>
        <Button
          variant="subtle"
          radius="xl"
          onClick={answered(({ takeBack }) => takeBack())}
        >
          {t('common.cancel')}
        </Button>
      </div>
    </Sheet>
  );
  return { move, question };
}

interface BodyProps {
  gaps: readonly Gap[] | undefined;
}

function Body({ gaps }: BodyProps) {
  const { line, coordinates, now, plan } = useRota();
  const zone = line.time_zone;
  const small = useMediaQuery(narrow, false, { getInitialValueInEffect: false });
  const [sight, setSight] = useState<Range>(() => comingRange(now));
  const [day, setDay] = useState<string>();
  const shifts = useShifts(line.id, sight) ?? nothing;
  const gapsInSight = useGaps(line.id, sight) ?? nothing;
  const swaps = useSwaps(line.id);
  const { move, question } = useMoving();
  // The calendar says what is in sight each time it is drawn, also where that is as before.
  const see = (fromWall: string, toWall: string) => {
    setDay(dayOf(fromWall));
    const from = momentOf(fromWall.slice(0, 16), zone).toISOString();
    const to = momentOf(toWall.slice(0, 16), zone).toISOString();
    setSight((before) => (before.from === from && before.to === to ? before : { from, to }));
  };
  return (
    <div className={classes.columns}>
      <div className={classes.pane}>
        <Calendar
          // What is over needs nobody any more.
          gaps={gapsInSight.filter((gap) => !isOver(gap, now))}
          shifts={coordinates ? shifts : shifts.filter(({ cancelled }) => !cancelled)}
          small={small}
          day={day}
          onSight={see}
          onPlan={(at) => plan(newDraft(at))}
          onMove={(shift, to, takeBack) => move({ shift, to, takeBack })}
        />
      </div>
      <aside className={classes.side} aria-label={t('rota.side')}>
        <MyShifts />
        <OpenShifts />
        <Swaps swaps={swaps} />
        <Uncovered gaps={gaps} />
      </aside>
      {question}
    </div>
  );
}

function OfLine({ line, choice }: { line: Line; choice: ReactNode }) {
  const { me } = useSignedIn();
  const now = useNow(minuteMs);
  const coordinates = isCoordinator(me);
  const range = useMemo(() => comingRange(now), [now]);
  const known = useShifts(line.id, range);
  const coming = known ?? nothing;
  const isKnown = known !== undefined;
  const gaps = useGaps(line.id, range);
  const rules = useRules(line.id) ?? nothing;
  const staff = useStaffOf(line.id) ?? nothing;
  const [draft, setDraft] = useState<Draft | null>(null);
  const [shown, setShown] = useState<Shift | null>(null);
  const state = useMemo<RotaState>(
    () => ({ line, me, coordinates, now, staff, rules, coming, isKnown, plan: setDraft, show: setShown }),
    [line, me, coordinates, now, staff, rules, coming, isKnown],
  );
  const tomorrow = daysLater(dayOf(wallClock(now, line.time_zone)), 1);
  return (
    <RotaContext value={state}>
      <div className={classes.top}>
        <h1>{t('rota.heading')}</h1>
        {choice}
        <Feeds />
        {coordinates && (
          <Button
            radius="xl"
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setDraft(newDraft({ day: tomorrow, ...evening }))}
          >
            {t('rota.new')}
          </Button>
        )}
      </div>
      <Body gaps={gaps} />
      {draft && <PlanSheet first={draft} onDone={() => setDraft(null)} />}
      {shown && <ShiftSheet shift={shown} onDone={() => setShown(null)} />}
    </RotaContext>
  );
}

// Who works when: coordinators plan it, peers see it, take what is open, and swap.
export function RotaPage() {
  const lines = useLines();
  const toDecide = useSwapsToDecide();
  const [chosen, setChosen] = useState<string | null>(null);
  const line = lines.find(({ id }) => id === chosen) ?? lines[0];
  if (!line) return <div className={classes.rota} />;
  const choice = lines.length > 1 && (
    <Select
      aria-label={t('people.line')}
      value={line.id}
      onChange={setChosen}
      allowDeselect={false}
      data={lines.map(({ id, name }) => {
        const count = toDecide.get(id) ?? 0;
        return { value: id, label: count === 0 ? name : t('rota.lineWithSwaps', { name, count }) };
      })}
    />
  );
  return (
    <div className={classes.rota}>
      <OfLine key={line.id} line={line} choice={choice} />
    </div>
  );
}
