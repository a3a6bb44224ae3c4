// The week as a calendar, by the line's own clock. FullCalendar is told that these times are UTC:
// then it shows what the clock on the line's wall shows, wherever one looks from, and needs no table
// of time zones.
import type { EventContentArg, EventInput } from '@fullcalendar/core';
import esLocale from '@fullcalendar/core/locales/es';
import interactionPlugin from '@fullcalendar/interaction';
import listPlugin from '@fullcalendar/list';
import FullCalendar from '@fullcalendar/react';
import timeGridPlugin from '@fullcalendar/timegrid';
import { useMemo } from 'react';
import type { Gap, Shift } from '../api/rota';
import { hueOf } from '../people/hue';
import { t } from '../words';
import { useLanguage } from '../words/language';
import { dayOf, timeOf, wallClock } from '../zone';
import classes from './rota.module.css';
import { useRota } from './rota_context';
import type { WallShift } from './wall_shift';

interface CalendarProps {
  shifts: readonly Shift[];
  gaps: readonly Gap[];
  // A list is what fits a phone.
  small: boolean;
  // The first day in sight, where it is drawn anew in another shape.
  day: string | undefined;
  // What is in sight, by the line's clock.
  onSight: (from: string, to: string) => void;
  onPlan: (at: WallShift) => void;
  onMove: (shift: Shift, to: WallShift, takeBack: () => void) => void;
}

const asUtc = (at: string, zone: string) => `${wallClock(at, zone)}:00Z`;

function wallOf(start: Date, end: Date): WallShift {
  const from = start.toISOString();
  return { day: dayOf(from), begins: timeOf(from), ends: timeOf(end.toISOString()) };
}

// A list leaves out what lies behind the rest: there, hours that nobody covers are rows.
function useEvents(
  shifts: readonly Shift[],
  gaps: readonly Gap[],
  asList: boolean,
): EventInput[] {
  const { me, line, coordinates, now } = useRota();
  const zone = line.time_zone;
  return useMemo(
    () => [
      ...shifts.map((shift): EventInput => {
        const kind = shift.staff === null ? 'open' : shift.staff === me.id ? 'mine' : 'theirs';
        const name = shift.staff_name ?? t('rota.open');
        return {
          id: shift.id,
          title: shift.cancelled ? t('rota.cancelledName', { name }) : name,
          start: asUtc(shift.starts, zone),
          end: asUtc(shift.ends, zone),
          editable: coordinates && !shift.cancelled && new Date(shift.ends) > now,
          classNames: [classes.event ?? '', classes[shift.cancelled ? 'cancelled' : kind] ?? ''],
          extendedProps: { shift },
        };
      }),
      ...gaps
        .filter((gap) => gap.shift === null)
        .map((gap): EventInput => ({
          title: t('rota.nobody'),
          start: asUtc(gap.starts, zone),
          end: asUtc(gap.ends, zone),
          display: asList ? 'auto' : 'background',
          editable: false,
          classNames: [classes.gap ?? ''],
        })),
    ],
    [shifts, gaps, asList, me, zone, coordinates, now],
  );
}

const longestMs = 24 * 60 * 60_000;
const fits = ({ start, end }: { start: Date; end: Date }) =>
  end.getTime() - start.getTime() <= longestMs;

const shiftOf = (event: { extendedProps: Record<string, unknown> }) =>
  event.extendedProps['shift'] as Shift | undefined;

function Content({ event, timeText }: EventContentArg) {
  const shift = shiftOf(event);
  return (
    <span
      className={classes.content}
      style={shift?.staff ? { ['--hue' as string]: hueOf(event.title) } : undefined}
    >
      {shift && <span>{timeText}</span>}
      <b>{event.title}</b>
    </span>
  );
}

// FullCalendar 6 has icons that are pictures without a name, inside of buttons that have one.
function hideIcons(view: HTMLElement): void {
  view.closest('.fc')?.querySelectorAll('.fc-icon').forEach((icon) => {
    icon.setAttribute('aria-hidden', 'true');
  });
}

const plugins = [timeGridPlugin, listPlugin, interactionPlugin];
const locales = [esLocale];

export function Calendar({ shifts, gaps, small, day, onSight, onPlan, onMove }: CalendarProps) {
  const { line, coordinates, show } = useRota();
  const language = useLanguage();
  const events = useEvents(shifts, gaps, small);
  return (
    <div className={classes.calendar} data-small={small || undefined}>
      <FullCalendar
        key={`${line.id} ${small}`}
        plugins={plugins}
        locales={locales}
        locale={language}
        timeZone="UTC"
        now={() => asUtc(new Date().toISOString(), line.time_zone)}
        initialDate={day}
        initialView={small ? 'listWeek' : 'timeGridWeek'}
        headerToolbar={{
          left: 'prev,next today',
          center: 'title',
          right: small ? 'listWeek,timeGridDay' : 'timeGridWeek,timeGridDay,listWeek',
        }}
        height={small ? 'auto' : '100%'}
        allDaySlot={false}
        expandRows
        nowIndicator
        eventInteractive
        slotDuration="01:00:00"
        snapDuration="00:15:00"
        scrollTime="08:00:00"
        viewDidMount={({ el }) => hideIcons(el)}
        noEventsText={t('rota.noneThisWeek')}
        events={events}
        eventContent={Content}
        selectable={coordinates}
        selectMirror
        selectAllow={fits}
        eventAllow={fits}
        select={({ start, end }) => onPlan(wallOf(start, end))}
        eventClick={({ event }) => {
          const shift = shiftOf(event);
          if (shift) show(shift);
        }}
        eventDrop={({ event, revert }) => {
          const shift = shiftOf(event);
          if (shift && event.start && event.end) {
            onMove(shift, wallOf(event.start, event.end), revert);
          }
        }}
        eventResize={({ event, revert }) => {
          const shift = shiftOf(event);
          if (shift && event.start && event.end) {
            onMove(shift, wallOf(event.start, event.end), revert);
          }
        }}
        datesSet={({ start, end }) => onSight(start.toISOString(), end.toISOString())}
      />
    </div>
  );
}
