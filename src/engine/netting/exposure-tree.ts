import type { ExposureRow, Sensitivities, Total } from '../contract/snapshot.ts';
import type { Asset } from '../values/ids.ts';
import type { Failure } from '../values/outcome.ts';
import { amount, type Instant } from '../values/units.ts';
import type { Line } from './lines.ts';

type Sums = {
  readonly sensitivities: Sensitivities;
  readonly gross: number;
  readonly notional: number;
  readonly pnl: Total;
  readonly oldest: Instant | null;
};

/** Sums over lines; P&L that is not known is listed in `lacking`, not counted as 0. */
export function sumsOf(lines: readonly Line[]): Sums {
  let delta = 0;
  let gamma = 0;
  let vega = 0;
  let theta = 0;
  let gross = 0;
  let notional = 0;
  let pnl: number | null = lines.length === 0 ? 0 : null;
  let oldest: Instant | null = null;
  const lacking: Failure[] = [];
  for (const line of lines) {
    const { sensitivities: own } = line;
    delta += own.delta;
    gamma += own.gamma;
    vega += own.vega;
    theta += own.theta;
    gross += Math.abs(own.delta);
    notional += line.notional;
    if (line.pnl.ok) pnl = (pnl ?? 0) + line.pnl.value;
    else lacking.push(line.pnl.failure);
    if (oldest === null || line.oldest < oldest) oldest = line.oldest;
  }
  return {
    sensitivities: { delta, gamma, vega, theta },
    gross,
    notional,
    pnl: { amount: pnl === null ? null : amount(pnl), lacking },
    oldest,
  };
}

/** A row of the tree before its age is known: that of no age. */
export type UndatedRow = { readonly row: ExposureRow; readonly oldest: Instant | null };

/** Names of what the tree is cut by. */
export type RowLabels = {
  readonly expiry: (expiry: Instant) => string;
  readonly account: (id: Line['account']) => string;
};

/** Rows of one underlying, parents before children. */
export function underlyingRows(
  underlying: Asset,
  ofUnderlying: readonly Line[],
  labels: RowLabels,
): readonly UndatedRow[] {
  const rows: UndatedRow[] = [];
  type Group = Pick<ExposureRow, 'id' | 'parent' | 'depth' | 'kind' | 'label' | 'underlying'> &
    Partial<Pick<ExposureRow, 'expiry' | 'venue' | 'account'>>;

  const row = (group: Group, of: readonly Line[], leaf: Line | null): void => {
    const { sensitivities, gross, notional, pnl, oldest } = sumsOf(of);
    const { id, parent, depth, kind, label } = group;
    rows.push({
      // Field by field: a large book has tens of thousands of them, and copying by spreading costs several times as much.
      row: {
        expiry: group.expiry ?? null,
        venue: group.venue ?? null,
        account: group.account ?? null,
        id,
        parent,
        depth,
        kind,
        label,
        underlying,
        instrument: leaf?.instrument ?? null,
        quantity: leaf?.contracts ?? null,
        mark: leaf?.mark ?? null,
        markUnit: leaf?.markUnit ?? null,
        sensitivities,
        gross,
        notional,
        pnl,
        age: null,
        stale: false,
      },
      oldest,
    });
  };

  row(
    { id: underlying, parent: null, depth: 0, kind: 'underlying', label: underlying, underlying },
    ofUnderlying,
    null,
  );
  const expiries = [...Map.groupBy(ofUnderlying, (line) => line.expiry)].toSorted(
    ([a], [b]) => (a ?? 0) - (b ?? 0),
  );
  for (const [expiry, ofExpiry] of expiries) {
    const id = `${underlying}/${expiry ?? 'spot'}`;
    const label = expiry === null ? 'Spot and perpetual' : labels.expiry(expiry);
    row(
      { id, parent: underlying, depth: 1, kind: 'expiry', label, underlying, expiry },
      ofExpiry,
      null,
    );
    for (const [account, ofAccount] of Map.groupBy(ofExpiry, (line) => line.account)) {
      const { venue } = ofAccount[0]!;
      const at = `${id}/${account}`;
      row(
        {
          id: at,
          parent: id,
          depth: 2,
          kind: 'account',
          label: labels.account(account),
          underlying,
          expiry,
          venue,
          account,
        },
        ofAccount,
        null,
      );
      for (const line of ofAccount) {
        row(
          {
            id: `${at}/${line.id}`,
            parent: at,
            depth: 3,
            kind: 'instrument',
            label: line.label,
            underlying,
            expiry,
            venue,
            account,
          },
          [line],
          line,
        );
      }
    }
  }
  return rows;
}

/** The rows with their ages, underlyings by falling |delta| gross. */
export function datedTree(
  underlyings: readonly (readonly UndatedRow[])[],
  asOf: Instant,
  staleAfter: number,
): readonly ExposureRow[] {
  const grossOf = ([first]: readonly UndatedRow[]): number => first?.row.gross ?? 0;
  return underlyings
    .toSorted((a, b) => grossOf(b) - grossOf(a))
    .flatMap((rows) =>
      rows.map(({ row, oldest }) => {
        const age = oldest === null ? null : asOf - oldest;
        return { ...row, age, stale: age !== null && age > staleAfter };
      }),
    );
}

/**
 * The exposure tree as rows, parents before children: underlying > expiry > margin account >
 * instrument. Underlyings by falling |delta| gross, expiries by date, perpetual and spot first.
 */
export const exposureTree = (
  lines: readonly Line[],
  asOf: Instant,
  staleAfter: number,
  labels: RowLabels,
): readonly ExposureRow[] =>
  datedTree(
    [...Map.groupBy(lines, (line): Asset => line.unit.underlying)].map(([underlying, own]) =>
      underlyingRows(underlying, own, labels),
    ),
    asOf,
    staleAfter,
  );
