// Goes back to the app by itself once the service answers again. The address is still the one that was
// asked for.
const everyMs = 3_000;
const patienceMs = 10_000;
let isLooking = false;

async function answers() {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    return (await fetch('/healthz', { cache: 'no-store', signal })).ok;
  } catch {
    return false;
  }
}

async function look() {
  if (isLooking) return;
  isLooking = true;
  if (await answers()) location.reload();
  isLooking = false;
}

addEventListener('online', look);
setInterval(look, everyMs);
