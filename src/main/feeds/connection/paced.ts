import type { Budget } from './budget.ts';
import type { Surroundings } from './surroundings.ts';

/** Does things in order, each as soon as a budget lets it. */
export class Paced {
  readonly #budget: Budget;
  readonly #around: Pick<Surroundings, 'elapsed' | 'after'>;
  #waiting: { readonly weight: number; readonly call: () => void }[] = [];
  #cancel: (() => void) | null = null;

  constructor(budget: Budget, around: Pick<Surroundings, 'elapsed' | 'after'>) {
    this.#budget = budget;
    this.#around = around;
  }

  do(weight: number, call: () => void): void {
    this.#waiting.push({ weight, call });
    this.#go();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = [];
    this.#cancel?.();
    this.#cancel = null;
  }

  #go(): void {
    if (this.#cancel !== null) return;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const now = this.#around.elapsed();
      const wait = this.#budget.wait(next.weight, now);
      if (wait > 0) {
        this.#cancel = this.#around.after(wait, () => {
          this.#cancel = null;
          this.#go();
        });
        return;
      }
      this.#budget.spend(next.weight, now);
      this.#waiting.shift();
      next.call();
    }
  }
}
