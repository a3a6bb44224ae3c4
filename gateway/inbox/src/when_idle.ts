// What can wait until the page has nothing else to do. Safari has no requestIdleCallback.
const soonMs = 300;

export function whenIdle(act: () => void): () => void {
  if (typeof window.requestIdleCallback === 'function') {
    const asked = window.requestIdleCallback(act);
    return () => window.cancelIdleCallback(asked);
  }
  const timer = setTimeout(act, soonMs);
  return () => clearTimeout(timer);
}
