// What can wait until the page has nothing else to do, but not for ever. Safari has no
// requestIdleCallback.
const soonMs = 300;
const latestMs = 2_000;

export function whenIdle(act: () => void): () => void {
  if (typeof window.requestIdleCallback === 'function') {
    const asked = window.requestIdleCallback(act, { timeout: latestMs });
    return () => window.cancelIdleCallback(asked);
  }
  const timer = setTimeout(act, soonMs);
  return () => clearTimeout(timer);
}
