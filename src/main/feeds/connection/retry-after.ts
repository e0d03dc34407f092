/** Longest wait that is taken over from the other side, milliseconds: whoever asks for more is asked again then. */
const LONGEST = 24 * 3_600_000;

/**
 * Milliseconds that an answer asks to wait: a number of seconds, or a date (RFC 9110, 10.2.3). A date is
 * counted from the answer's own `date`, so that clocks which differ make no wait longer or shorter.
 *
 * @param now our clock, where the answer has no date of its own
 * @returns null where nothing is asked, or not in a way that can be read
 */
export function retryAfter(header: string | null, date: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, LONGEST);
  const until = httpDate(text);
  if (until === null) return null;
  return Math.min(Math.max(0, until - (httpDate(date ?? '') ?? now)), LONGEST);
}

/** `Fri, 27 Nov 2026 18:00:00 GMT`, and the two older forms that a reader must take (RFC 9110, 5.6.7). */
function httpDate(text: string): number | null {
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return null;
  // `Sun Nov  6 08:49:37 1994` is of no zone, and means GMT.
  const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(at) ? null : at;
}
