import { undiscountedBlack } from '../../src/engine/pricing/black.ts';

/** Price of each coin in USD. */
type Spots = Readonly<Record<string, number>>;

const DAY = 86_400_000;
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** Fridays from two weeks on: `25DEC26`. */
function expiries(
  count: number,
  now: number,
): readonly { readonly name: string; readonly at: number }[] {
  const first = Math.ceil(now / DAY) * DAY + 14 * DAY;
  return Array.from({ length: count }, (_, i) => {
    const at = first + (i * 14 + ((12 - new Date(first).getUTCDay()) % 7)) * DAY + 8 * 3_600_000;
    const on = new Date(at);
    const name = `${on.getUTCDate()}${months[on.getUTCMonth()]}${String(on.getUTCFullYear()).slice(2)}`;
    return { name, at };
  });
}

/**
 * Positions in as many options as wanted, spread over the coins and half of them short, as Deribit
 * states them: at most 5,000 of a coin.
 */
export function deribitOptions(spots: Spots, count: number, now: number): object {
  const rows: object[] = [];
  const dated = expiries(25, now);
  const ofEach = Math.ceil(count / Object.keys(spots).length);
  for (const [coin, spot] of Object.entries(spots)) {
    const first = rows.length;
    for (const { name, at } of dated) {
      if (rows.length - first >= ofEach) break;
      const years = (at - now) / (365 * DAY);
      for (let k = 0; k < 100; k++) {
        const strike = Math.round((spot * (0.5 + k * 0.01)) / (spot / 200)) * (spot / 200);
        for (const right of ['call', 'put'] as const) {
          const value = undiscountedBlack(right, spot, strike, 0.6 * Math.sqrt(years));
          const size = (rows.length % 2 === 0 ? 1 : -1) * 0.1;
          rows.push({
            instrument_name: `${coin}-${name}-${strike}-${right === 'call' ? 'C' : 'P'}`,
            kind: 'option',
            direction: size > 0 ? 'buy' : 'sell',
            size,
            average_price: value / spot,
            mark_price: value / spot,
            index_price: spot,
            floating_profit_loss: 0,
            total_profit_loss: 0,
          });
        }
      }
    }
  }
  return { jsonrpc: '2.0', usOut: now * 1_000, result: rows.slice(0, count) };
}

/** An account with 5,000 of each coin, each currency margined by itself. */
export function deribitAccount(spots: Spots, now: number): object {
  const summaries = Object.keys(spots).map((currency) => {
    return { currency, balance: 5_000, equity: 5_000, margin_model: 'segregated_sm' };
  });
  return { jsonrpc: '2.0', usOut: now * 1_000, result: { summaries } };
}
