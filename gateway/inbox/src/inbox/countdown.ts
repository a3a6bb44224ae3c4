// What is left of an offer.
export interface Countdown {
  seconds: number;
  // 1 at the start of the offer, 0 at its end.
  share: number;
}

const defaultOfferSeconds = 60;

export function countdown(expiresAt: string, offerSeconds: number | null, now: Date): Countdown {
  const left = Math.max(0, (new Date(expiresAt).getTime() - now.getTime()) / 1000);
  const whole = offerSeconds !== null && offerSeconds > 0 ? offerSeconds : defaultOfferSeconds;
  return { seconds: Math.ceil(left), share: Math.min(1, left / whole) };
}
