// Dragging by mouse, by touch and by keyboard.
import {
  closestCenter,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
  type Active,
  type Announcements,
  type CollisionDetection,
  type KeyboardCoordinateGetter,
  type Over,
} from '@dnd-kit/core';
import type { Peer } from '../api/types';
import { t } from '../words';
import { personAt, queuePlace, type Movable } from './moving';

// A click is no drag, and a finger that scrolls is none.
const mouseStartPx = 6;
const touch = { delay: 250, tolerance: 8 };

export function movedBy(active: Active): Movable | null {
  return (active.data.current as { one: Movable } | undefined)?.one ?? null;
}

export function personUnder(over: Over | null): Peer | null {
  if (over === null || personAt(String(over.id)) === null) return null;
  return (over.data.current as { peer: Peer } | undefined)?.peer ?? null;
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

// The arrows go from one place to the next, in the order of the page.
const toNextPlace: KeyboardCoordinateGetter = (event, { context }) => {
  const step = steps[event.code];
  if (step === undefined) return undefined;
  event.preventDefault();
  const { droppableContainers, droppableRects, over, collisionRect } = context;
  const places = droppableContainers
    .getEnabled()
    .flatMap(({ id }) => {
      const rect = droppableRects.get(id);
      return rect ? [{ id, rect }] : [];
    })
    .sort((a, b) => a.rect.left - b.rect.left || a.rect.top - b.rect.top);
  const at = places.findIndex(({ id }) => id === over?.id);
  const next = places[Math.min(places.length - 1, Math.max(0, at + step))];
  if (!next || !collisionRect) return undefined;
  return {
    x: next.rect.left + (next.rect.width - collisionRect.width) / 2,
    y: next.rect.top + (next.rect.height - collisionRect.height) / 2,
  };
};

// What is under the pointer; by keyboard, what is nearest.
export const underHand: CollisionDetection = (args) =>
  args.pointerCoordinates ? pointerWithin(args) : closestCenter(args);

export function useDragSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: mouseStartPx } }),
    useSensor(TouchSensor, { activationConstraint: touch }),
    useSensor(KeyboardSensor, { coordinateGetter: toNextPlace }),
  );
}

function placeWords(over: Over | null): string {
  if (over?.id === queuePlace) return t('board.drag.queue');
  return personUnder(over)?.name ?? t('board.drag.nowhere');
}

// What a screen reader says on the way.
export function announcements(): Announcements {
  const codename = (active: Active) => movedBy(active)?.codename ?? '';
  return {
    onDragStart: ({ active }) => t('board.drag.picked', { codename: codename(active) }),
    onDragOver: ({ active, over }) =>
      t('board.drag.over', { codename: codename(active), place: placeWords(over) }),
    onDragEnd: ({ active, over }) =>
      t('board.drag.dropped', { codename: codename(active), place: placeWords(over) }),
    onDragCancel: ({ active }) => t('board.drag.let', { codename: codename(active) }),
  };
}
