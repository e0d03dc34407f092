import { instant } from '../../../engine/values/units.ts';
import type { AccountDocument } from '../../feeds/accounts/account-follower.ts';
import type { FigureItem, StatementItem } from '../../imports/format.ts';
import { readStatement } from '../../imports/read-file.ts';
import { fileOfText } from '../files.ts';

/** What a round of answers says of an account. */
export type Holdings = {
  /** The same text for the same positions and balances: prices and times are not in it. */
  readonly signature: string;
  readonly figures: readonly FigureItem[];
  /** Answers that no format reads, or rows that could not be read. */
  readonly faults: readonly string[];
};

const never = new AbortController().signal;

function held(item: StatementItem): string | null {
  if (item.kind === 'position') {
    const { market, symbol, quantity, entryPrice, marginMode, isolatedMargin, leverage } = item;
    return JSON.stringify([
      market,
      symbol,
      quantity,
      entryPrice,
      marginMode,
      isolatedMargin,
      leverage,
    ]);
  }
  return item.kind === 'balance' ? JSON.stringify([item.asset, item.balance]) : null;
}

/** Reads the answers by the same formats as files. */
export async function holdingsOf(
  documents: readonly AccountDocument[],
  account: string,
): Promise<Holdings> {
  const rows: string[] = [];
  const figures: FigureItem[] = [];
  const faults: string[] = [];
  for (const { format, title, text, receivedAt } of documents) {
    const file = fileOfText(title, text, receivedAt);
    const options = { name: title, account, mapping: null, fileTime: instant(receivedAt), format };
    const reading = await readStatement(file, options, () => undefined, never);
    if (!reading.recognised) {
      faults.push(`${title}: ${reading.refusal.message}`);
      continue;
    }
    for await (const event of reading.events) {
      if (event.event === 'failed') faults.push(`${title}: ${event.failure.message}`);
      if (event.event !== 'row') continue;
      for (const item of event.items) {
        const row = held(item);
        if (row !== null) rows.push(`${format} ${row}`);
        if (item.kind === 'figure') figures.push(item);
      }
    }
  }
  return { signature: rows.toSorted().join('\n'), figures, faults };
}
