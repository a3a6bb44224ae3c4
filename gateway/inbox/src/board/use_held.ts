import { useState } from 'react';

// `value`, but for as long as `still` is true what it was when that began: nothing moves under the
// hand of whoever drags.
export function useHeld<Value>(value: Value, still: boolean): Value {
  const [kept, setKept] = useState(value);
  if (!still && kept !== value) setKept(value);
  return still ? kept : value;
}
