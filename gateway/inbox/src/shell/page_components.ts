// Each page is loaded once, and its component stays the same from one showing to the next.
import { lazy, type ComponentType } from 'react';
import type { Page } from '../pages';

const components = new Map<Page, ComponentType>();

export function componentOf(page: Page): ComponentType {
  const kept = components.get(page) ?? lazy(async () => ({ default: await page.load() }));
  components.set(page, kept);
  return kept;
}

// A page that is there before it is first shown needs no waiting, and is drawn with all around it.
export async function loadPage(page: Page): Promise<void> {
  const loaded = await page.load();
  if (!components.has(page)) components.set(page, loaded);
}
