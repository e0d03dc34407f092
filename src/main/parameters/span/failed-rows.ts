import type { Failure } from '../../../engine/values/outcome.ts';
import type { FailedRow } from '../../imports/format.ts';

/** Failures of one file that are kept one by one. */
const FAILURE_LIMIT = 1000;

/** Collects what could not be read; beyond a limit only the number is kept. */
export class FailedRows {
  readonly #rows: FailedRow[] = [];
  #more = 0;

  /** The failure's `at` is the field at fault. */
  add(line: number, { reason, message, at }: Failure): void {
    if (this.#rows.length < FAILURE_LIMIT) {
      this.#rows.push({ line, field: at ?? '', reason, message });
    } else this.#more++;
  }

  all(): readonly FailedRow[] {
    const message = `${this.#more} more records could not be read`;
    const rest: FailedRow = { line: 0, field: '', reason: 'limit-exceeded', message };
    return this.#more === 0 ? this.#rows : [...this.#rows, rest];
  }
}
