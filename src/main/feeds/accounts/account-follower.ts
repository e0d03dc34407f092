import { instant, type Instant } from '../../../engine/values/units.ts';
import { fullJitter } from '../connection/backoff.ts';
import { publicRequest, type HttpRequest, type Surroundings } from '../connection/surroundings.ts';
import type { AccountQuestion, Credentials, VenueAccount } from '../venue-account.ts';
import type { Endpoints } from '../venue-feed.ts';

/**
 * `checking`: the venue is asked what the key may do; `following`: answers come; `failing`: they
 * do not, it is tried again; `refused`: the key may do more than read, it is not used.
 */
export type FollowState = 'checking' | 'following' | 'failing' | 'refused';

/** One answer of an account, whole. */
export type AccountDocument = Pick<AccountQuestion, 'format' | 'title'> & {
  readonly text: string;
  /** Our clock. */
  readonly receivedAt: Instant;
};

export type FollowerOptions = {
  readonly account: VenueAccount;
  readonly credentials: Credentials;
  readonly endpoints: Endpoints;
  readonly around: Surroundings;
  /** Milliseconds between two rounds of questions. */
  readonly every: number;
  /** All answers of one round, told when the last is in. */
  readonly onAnswers: (documents: readonly AccountDocument[]) => void;
  /** @param fault of `following`: questions that the venue did not answer, a part of the account that one has not */
  readonly onState: (state: FollowState, fault: string | null) => void;
};

const PATIENCE = 10_000;
/** Pages of one answer. */
const MOST_PAGES = 50;
const BACKOFF = { least: 1_000, most: 300_000 };
const TOO_MANY: ReadonlySet<number> = new Set([418, 429]);

/** Something went wrong with the venue or on the way. Its message holds nothing secret. */
class AccountFault extends Error {
  readonly wait: number;
  constructor(message: string, wait = 0) {
    super(message);
    this.wait = wait;
  }
}

/** Asks one account again and again for what it holds, with a key that may only read. */
export class AccountFollower {
  readonly #options: FollowerOptions;
  readonly #closing = new AbortController();
  #cancel: (() => void) | null = null;
  #isJudged = false;
  #failures = 0;

  constructor(options: FollowerOptions) {
    this.#options = options;
    options.onState('checking', null);
    void this.#round();
  }

  stop(): void {
    this.#closing.abort();
    this.#cancel?.();
  }

  async #round(): Promise<void> {
    const { every, onState, onAnswers, around } = this.#options;
    let wait = every;
    try {
      const at = await this.#venueTime();
      if (!this.#isJudged && !(await this.#judged(at))) return;
      const { documents, unanswered } = await this.#answers(at);
      if (this.#closing.signal.aborted) return;
      this.#failures = 0;
      onAnswers(documents);
      onState('following', unanswered.length === 0 ? null : unanswered.join('; '));
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      this.#failures++;
      const asked = error instanceof AccountFault ? error.wait : 0;
      wait = Math.max(every, asked, fullJitter(this.#failures, BACKOFF, around.random()));
      // Only our own words: those of others may repeat a request, and with it a signature.
      onState(
        'failing',
        error instanceof AccountFault ? error.message : 'the venue was not reached',
      );
    }
    this.#cancel = around.after(wait, () => void this.#round());
  }

  /** Whether the key may be used; says so where it may not, and asks no more. */
  async #judged(at: Instant): Promise<boolean> {
    const { account, credentials, endpoints, onState } = this.#options;
    if (account.permission !== null) {
      const answer = await this.#asked(account.permission(credentials, at, endpoints));
      const verdict = account.judge(answer.value);
      if (!verdict.ok) {
        onState('refused', verdict.failure.message);
        return false;
      }
    }
    this.#isJudged = true;
    return true;
  }

  /** @throws AccountFault where no question was answered, or the venue wants to be left alone */
  async #answers(at: Instant): Promise<{
    readonly documents: readonly AccountDocument[];
    readonly unanswered: readonly string[];
  }> {
    const { account, credentials, endpoints, around } = this.#options;
    const documents: AccountDocument[] = [];
    const unanswered: string[] = [];
    let first: AccountFault | null = null;
    for (const question of account.questions(credentials, at, endpoints)) {
      const { format, title } = question;
      try {
        const text = await this.#whole(question);
        documents.push({ format, title, text, receivedAt: around.now() });
      } catch (error) {
        if (!(error instanceof AccountFault) || error.wait > 0) throw error;
        first ??= error;
        unanswered.push(`${title}: ${error.message}`);
      }
    }
    if (documents.length === 0 && first !== null) throw first;
    return { documents, unanswered };
  }

  /** An answer with all its pages; more than one are a JSON list. @throws AccountFault */
  async #whole({ request, next }: AccountQuestion): Promise<string> {
    const pages: string[] = [];
    let asked: HttpRequest | null = request;
    while (asked !== null) {
      if (pages.length === MOST_PAGES) throw new AccountFault(`more than ${MOST_PAGES} pages`);
      const { text, value } = await this.#asked(asked);
      pages.push(text);
      asked = next?.(value) ?? null;
    }
    const [only = ''] = pages;
    return pages.length === 1 ? only : `[${pages.join(',')}]`;
  }

  /** The venue's time where requests are signed by it, else ours. */
  async #venueTime(): Promise<Instant> {
    const { account, endpoints, around } = this.#options;
    const url = account.clock(endpoints);
    if (url === null) return around.now();
    const { value } = await this.#asked(publicRequest(url, null));
    const at = timeIn(value);
    if (at === null) throw new AccountFault('the venue does not tell the time');
    return at;
  }

  async #asked(request: HttpRequest): Promise<{ readonly text: string; readonly value: unknown }> {
    const { around, account, credentials } = this.#options;
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(PATIENCE)]);
    const { status, text: sent, retryAfter } = await around.request(request, signal);
    const text = withoutSecrets(sent, account, credentials);
    if (TOO_MANY.has(status)) {
      throw new AccountFault(`status ${status}: too many requests`, retryAfter ?? BACKOFF.most);
    }
    const value = jsonOf(text);
    const refusal = value === undefined ? null : this.#options.account.refusal(value);
    if (refusal !== null) throw new AccountFault(refusal);
    if (status < 200 || status >= 300) throw new AccountFault(`status ${status}`);
    if (value === undefined) throw new AccountFault('the answer is no JSON');
    return { text, value };
  }
}

/** Characters from which a part of a key is looked for: shorter ones stand in any text. */
const SHORTEST_SECRET = 8;

/** A venue may repeat what it was sent, in an error or an answer: no secret of it goes further than here. */
function withoutSecrets(text: string, { fields }: VenueAccount, credentials: Credentials): string {
  const secrets = fields.flatMap(({ name, secret }) => {
    const value = credentials[name] ?? '';
    return secret && value.length >= SHORTEST_SECRET ? [value] : [];
  });
  return secrets.reduce((left, secret) => left.replaceAll(secret, '…'), text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Digits of a time in seconds, milliseconds, microseconds and nanoseconds. */
const PER_MILLISECOND: ReadonlyMap<number, number> = new Map([
  [10, 0.001],
  [13, 1],
  [16, 1_000],
  [19, 1_000_000],
]);

/** The first time that stands in an answer, wherever: a number, or digits as text. Milliseconds. */
function timeIn(value: unknown): Instant | null {
  if (typeof value === 'number' || typeof value === 'string') {
    const digits = /^(\d{10,19})(?:\.\d+)?$/.exec(String(value))?.[1];
    const per = digits === undefined ? undefined : PER_MILLISECOND.get(digits.length);
    return digits === undefined || per === undefined
      ? null
      : instant(Math.floor(Number(digits) / per));
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const one of Object.values(value)) {
    const found = timeIn(one);
    if (found !== null) return found;
  }
  return null;
}
