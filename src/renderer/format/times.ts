const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const two = (n: number): string => String(n).padStart(2, '0');

/** `2025-12-05`, UTC. */
export const dayText = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** `2025-12-05 08:00 UTC`; seconds only where they are not 0. */
export function instantText(instant: number): string {
  const iso = new Date(instant).toISOString();
  const seconds = iso.slice(16, 19) === ':00' ? '' : iso.slice(16, 19);
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}${seconds} UTC`;
}

/** Elapsed milliseconds in the two largest units: `3 d 4 h`, `12 min`, `8 s`. */
export function ageText(elapsed: number): string {
  if (elapsed < minute) return `${Math.max(0, Math.floor(elapsed / second))}\u202fs`;
  if (elapsed < hour) return `${Math.floor(elapsed / minute)}\u202fmin`;
  if (elapsed < day)
    return `${Math.floor(elapsed / hour)}\u202fh ${two(Math.floor((elapsed % hour) / minute))}\u202fmin`;
  return `${Math.floor(elapsed / day)}\u202fd ${Math.floor((elapsed % day) / hour)}\u202fh`;
}

/** The same for what is live: what is younger than a second has an age all the same. */
export const liveAgeText = (elapsed: number): string =>
  elapsed < second ? `<1\u202fs` : ageText(elapsed);
