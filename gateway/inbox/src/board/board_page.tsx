import { DndContext, DragOverlay, type DragEndEvent } from '@dnd-kit/core';
import { Select, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState, type ReactNode } from 'react';
import { useLines } from '../inbox/use_views';
import { Face } from '../people/face';
import { useNow } from '../use_now';
import { t } from '../words';
import { AssignDialog, InsistDialog } from './assign_dialog';
import { BoardContext, BoardNow, type BoardState } from './board_context';
import classes from './board.module.css';
import { announcements, movedBy, personUnder, underHand, useDragSensors } from './drag';
import { LinePanel } from './line_panel';
import { queuePlace, type Movable } from './moving';
import { LineSwitchSheet } from './line_switch';
import type { PersonOnBoard } from './people';
import { PeoplePanel } from './people_panel';
import { SelectionBar } from './selection_bar';
import { useMoves, type Moves } from './use_moves';
import { usePeopleOnBoard } from './use_people_on_board';
import { useLinesByTheMinute, useQueue } from './use_board';
import { useHeld } from './use_held';
import { useSelection } from './use_selection';
import { WaitingPanel } from './waiting_panel';

const tickMs = 1_000;
const narrow = '(max-width: 1000px)';
// Where people are on another page of the board, there is nowhere to drag to.
const noSensors: [] = [];
const nobody: readonly PersonOnBoard[] = [];

interface Panels {
  waiting: ReactNode;
  people: ReactNode;
  line: ReactNode;
  waitingCount: number;
}

function useOneAtATime(): boolean {
  return useMediaQuery(narrow, false, { getInitialValueInEffect: false });
}

// Side by side where there is room, one at a time on a phone.
function Arranged({ waiting, people, line, waitingCount }: Panels) {
  if (!useOneAtATime()) {
    return (
      <div className={classes.columns}>
        {waiting}
        {people}
        {line}
      </div>
    );
  }
  return (
    <Tabs defaultValue="waiting" keepMounted={false} className={classes.tabs}>
      <Tabs.List grow>
        <Tabs.Tab value="waiting">{t('board.tabs.waiting', { count: waitingCount })}</Tabs.Tab>
        <Tabs.Tab value="people">{t('board.tabs.people')}</Tabs.Tab>
        <Tabs.Tab value="line">{t('board.tabs.line')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="waiting">{waiting}</Tabs.Panel>
      <Tabs.Panel value="people">{people}</Tabs.Panel>
      <Tabs.Panel value="line">{line}</Tabs.Panel>
    </Tabs>
  );
}

function drop(moves: Moves, { active, over }: DragEndEvent): void {
  const one = movedBy(active);
  const peer = personUnder(over);
  if (!one) return;
  if (peer && peer.id !== one.owner) moves.assign([one], peer);
  if (over?.id === queuePlace && one.holder !== null) moves.giveBack([one]);
}

interface ChooseLineProps {
  chosen: string | null;
  onChoose: (line: string | null) => void;
}

function ChooseLine({ chosen, onChoose }: ChooseLineProps) {
  const lines = useLines();
  if (lines.length < 2) return null;
  return (
    <Select
      className={classes.lineChoice}
      aria-label={t('people.line')}
      value={chosen ?? ''}
      onChange={(line) => onChoose(line === '' ? null : line)}
      allowDeselect={false}
      data={[
        { value: '', label: t('board.allLines') },
        ...lines.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

interface DraggingProps {
  dragged: Movable | null;
  onDrag: (one: Movable | null) => void;
  moves: Moves;
  children: ReactNode;
}

function Dragging({ dragged, onDrag, moves, children }: DraggingProps) {
  const oneAtATime = useOneAtATime();
  const sensors = useDragSensors();
  return (
    <DndContext
      sensors={oneAtATime ? noSensors : sensors}
      collisionDetection={underHand}
      accessibility={{
        announcements: announcements(),
        screenReaderInstructions: { draggable: t('board.drag.how') },
      }}
      onDragStart={({ active }) => onDrag(movedBy(active))}
      onDragCancel={() => onDrag(null)}
      onDragEnd={(event) => {
        onDrag(null);
        drop(moves, event);
      }}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {dragged && (
          <div className={classes.overlay}>
            <Face name={dragged.codename} size={32} />
            {dragged.codename}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

// What a coordinator sees at a glance: who waits, who is on, how the line stands.
export function BoardPage() {
  const lines = useLinesByTheMinute();
  const now = useNow(tickMs);
  const moves = useMoves();
  const [line, setLine] = useState<string | null>(null);
  const [dragged, setDragged] = useState<Movable | null>(null);
  const [held, setHeld] = useState(false);
  const [assigning, setAssigning] = useState<readonly Movable[]>([]);
  // Here, not in the line's own panel: that is drawn anew where the window gets another shape.
  const [switching, setSwitching] = useState<string | null>(null);
  const switched = lines.find(({ id }) => id === switching);
  const still = dragged !== null || held;

  const queue = useQueue(line);
  const items = useHeld(queue.items, still);
  const { people: everybody, ...askedPeople } = usePeopleOnBoard(line, now);
  const people = useHeld(everybody, still);
  const { selected, select, clear } = useSelection(queue.items, people ?? nobody);
  const severalLines = line === null && lines.length > 1;
  const state = useMemo<BoardState>(
    () => ({
      moves,
      severalLines,
      selected,
      select,
      assignTo: setAssigning,
      switchLine: setSwitching,
      hold: setHeld,
    }),
    [moves, severalLines, selected, select],
  );
  const assigned = () => {
    setAssigning([]);
    clear();
  };

  return (
    <BoardNow value={now}>
      <BoardContext value={state}>
        <Dragging dragged={dragged} onDrag={setDragged} moves={moves}>
          <div className={classes.board}>
            <div className={classes.top}>
              <h1>{t('board.heading')}</h1>
              <ChooseLine chosen={line} onChoose={setLine} />
            </div>
            <SelectionBar onClear={clear} />
            <Arranged
              waitingCount={items.length}
              waiting={<WaitingPanel items={items} asked={queue} />}
              people={<PeoplePanel people={people} asked={askedPeople} />}
              line={<LinePanel lines={lines.filter(({ id }) => line === null || id === line)} />}
            />
          </div>
        </Dragging>
        {assigning.length > 0 && (
          <AssignDialog moved={assigning} moves={moves} onDone={assigned} />
        )}
        <InsistDialog moves={moves} />
        {switched && <LineSwitchSheet line={switched} onDone={() => setSwitching(null)} />}
      </BoardContext>
    </BoardNow>
  );
}
