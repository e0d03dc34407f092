import { fullJitter } from './backoff.ts';
import { Budget } from './budget.ts';
import { Paced } from './paced.ts';
import type { Allowance } from '../venue-feed.ts';
import { publicRequest, type Answer, type Surroundings } from './surroundings.ts';

export type Asked = {
  readonly url: string;
  readonly body: string | null;
  readonly weight: number;
};

/** Milliseconds after which a request is given up. */
const PATIENCE = 10_000;
const BACKOFF = { least: 500, most: 60_000 };
/** "Too many requests" (429), and Binance's word for a ban (418). */
const TOO_MANY: ReadonlySet<number> = new Set([418, 429]);

/** Requests of one venue within its allowance. What fails waits longer and longer before the next goes out. */
export class Requests {
  readonly #budget: Budget;
  readonly #paced: Paced;
  readonly #around: Surroundings;
  readonly #closing = new AbortController();
  #failures = 0;

  constructor(allowance: Allowance, around: Surroundings) {
    this.#budget = new Budget(allowance);
    this.#paced = new Paced(this.#budget, around);
    this.#around = around;
  }

  /** @param done told once; null with a reason where there is no answer to use */
  ask(asked: Asked, done: (answer: string | null, why: string) => void): void {
    this.#paced.do(asked.weight, () => void this.#send(asked, done));
  }

  close(): void {
    this.#closing.abort();
    this.#paced.clear();
  }

  async #send(
    { url, body }: Asked,
    done: (answer: string | null, why: string) => void,
  ): Promise<void> {
    const patience = new AbortController();
    const cancel = this.#around.after(PATIENCE, () =>
      patience.abort(new Error(`no answer in ${PATIENCE} ms`)),
    );
    const signal = AbortSignal.any([this.#closing.signal, patience.signal]);
    let answer: Answer;
    try {
      answer = await this.#around.request(publicRequest(url, body), signal);
      cancel();
    } catch (error) {
      cancel();
      if (this.#closing.signal.aborted) return;
      this.#failed(null);
      done(null, error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.#closing.signal.aborted) return;
    if (answer.status >= 200 && answer.status < 300) {
      this.#failures = 0;
      done(answer.text, '');
      return;
    }
    this.#failed(
      TOO_MANY.has(answer.status) ? (answer.retryAfter ?? BACKOFF.most) : answer.retryAfter,
    );
    done(null, `status ${answer.status}`);
  }

  #failed(asked: number | null): void {
    this.#failures++;
    const own = fullJitter(this.#failures, BACKOFF, this.#around.random());
    this.#budget.hold(Math.max(own, asked ?? 0), this.#around.elapsed());
  }
}
