import { useEffect, useState } from 'react';

// The time, renewed every `everyMs`. The one place of the screens that reads the clock.
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
