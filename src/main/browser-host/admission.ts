import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Milliseconds that a link may be opened after it was printed. */
export const LINK_LIFETIME: number = 10 * 60_000;
/** Milliseconds after which a browser that neither asks nor keeps a socket is shut out. */
export const IDLE_LIFETIME: number = 12 * 60 * 60_000;
/** Wrong tokens within a minute, after which all are refused until the minute is over. */
const MOST_WRONG = 10;
const MINUTE = 60_000;

type Admitted =
  | { readonly admitted: true; readonly session: string }
  | { readonly admitted: false; readonly because: 'wrong' | 'too-many' };

/** Who may see the book: whoever opened a printed link, in that browser, until it falls idle. */
export type Admission = {
  /** A new token of 256 bits; the one before it no longer opens anything. */
  readonly newToken: () => string;
  /** True while the last token can still be opened. */
  readonly hasToken: () => boolean;
  /** Takes the token: it opens one session, once. */
  readonly open: (token: string) => Admitted;
  /** True for a live session, which thereby lives on. */
  readonly knows: (session: string) => boolean;
};

export function admission(now: () => number): Admission {
  let token: { readonly digest: Buffer; readonly until: number } | null = null;
  let wrong: readonly number[] = [];
  const sessions = new Map<string, number>();

  return {
    newToken: () => {
      const text = secret();
      token = { digest: digest(text), until: now() + LINK_LIFETIME };
      return text;
    },
    hasToken: () => token !== null && now() < token.until,
    open: (text) => {
      wrong = wrong.filter((at) => now() - at < MINUTE);
      if (wrong.length >= MOST_WRONG) return { admitted: false, because: 'too-many' };
      const right = token !== null && timingSafeEqual(digest(text), token.digest);
      if (!right || token === null || now() >= token.until) {
        wrong = [...wrong, now()];
        return { admitted: false, because: 'wrong' };
      }
      token = null;
      const session = secret();
      sessions.set(keyOf(session), now());
      return { admitted: true, session };
    },
    knows: (session) => {
      const key = keyOf(session);
      const lastSeen = sessions.get(key);
      if (lastSeen === undefined) return false;
      const live = now() - lastSeen < IDLE_LIFETIME;
      if (live) sessions.set(key, now());
      else sessions.delete(key);
      return live;
    },
  };
}

const secret = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Looked up by digest, so that the time of a look-up tells nothing of the session. */
const keyOf = (session: string): string => digest(session).toString('hex');
