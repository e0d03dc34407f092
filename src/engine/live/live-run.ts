import {
  assembled,
  cashOf,
  houseOfAccount,
  houseOfBook,
  rowLabels,
  underlyingsOf,
} from '../assembly.ts';
import type { RiskSnapshot } from '../contract/snapshot.ts';
import { accountInput, valuedOf } from '../factors/account-inputs.ts';
import { valuedCollateral } from '../factors/collateral.ts';
import { pricesNow } from '../margin/house/live-ladders.ts';
import type { MarginAccount } from '../model/book.ts';
import { datedTree } from '../netting/exposure-tree.ts';
import { strictKernel } from '../revaluation/kernel/kernels.ts';
import { run, type RiskInput } from '../run.ts';
import { bookPnl, type PriceBook } from '../scenarios/compiled/book-pnl.ts';
import { surfacesOf } from '../scenarios/surface.ts';
import { dayOf } from '../values/days.ts';
import type { Asset, MarginAccountId } from '../values/ids.ts';
import { invariant } from '../values/invariant.ts';
import { lasts } from '../values/kept.ts';
import { instant, type Instant } from '../values/units.ts';
import { cellMeasure } from './cell-measure.ts';
import { cellsInOrder, cutBook, uncut } from './cut-book.ts';
import { keptAccounts, type LevelChange } from './kept-accounts.ts';
import { keptLines } from './kept-lines.ts';
import { keptPositions } from './kept-positions.ts';
import { changingMarket, type MarketChanges } from './market-changes.ts';
import { keptGrids, partGrids, partPnl } from './part-pnl.ts';
import { touchedBy } from './touched.ts';

/** What may be older than a snapshot, in milliseconds of its time. */
export type LiveSettings = {
  /** What no price touched is valued as of an earlier time for at most so long. */
  readonly revalueAfter: number;
  /** Liquidation prices of an account are computed anew at most so often. */
  readonly liquidationsAfter: number;
};

export const usualLiveSettings: LiveSettings = { revalueAfter: 60_000, liquidationsAfter: 1_000 };

/** What a tick has done. */
type Ticked = {
  readonly asOf: Instant;
  /** Underlyings whose contracts were valued anew. */
  readonly underlyings: readonly Asset[];
  /** Accounts whose equity and requirement were computed anew: no other could change its level. */
  readonly accounts: readonly MarginAccountId[];
  /** Those of them that came to another level. */
  readonly changes: readonly LevelChange[];
};

/** A risk run that is kept up to date. */
export type LiveRun = {
  /** The risk picture after the last tick, put together of what is kept. At first that of `run`, to the last bit. */
  readonly snapshot: () => RiskSnapshot;
  /**
   * Takes in new quotes. A time before that of the last tick counts as that. Nothing is measured before a
   * snapshot is asked for: ticks of one underlying coalesce.
   *
   * @throws BeyondNumbers as `run` does; the next tick or snapshot tries what was left over again
   */
  readonly tick: (changes: MarketChanges, asOf: Instant) => Ticked;
};

/**
 * A run of the whole book, then of what prices touch alone. Another book, other parameters or another
 * history are another live run.
 *
 * @param price prices scenarios; on this thread unless told otherwise
 */
export function liveRun(
  input: RiskInput,
  settings: LiveSettings = usualLiveSettings,
  price: PriceBook = bookPnl(strictKernel()),
): LiveRun {
  const { book, history, parameters } = input;
  const { reporting, editions, limits, staleAfter } = parameters;
  const { revalueAfter, liquidationsAfter } = settings;
  let asOf = input.asOf;
  let snapshot: RiskSnapshot | null = run(input);
  lasts(editions);
  const market = changingMarket(input.market);
  const positions = keptPositions(book, reporting, market.state, asOf);
  let valued = valuedCollateral(book, market.state, reporting, asOf);
  const byId = new Map<MarginAccountId, MarginAccount>(book.accounts.map((one) => [one.id, one]));
  const accounts = keptAccounts(
    snapshot.accounts,
    (id) => {
      const account = byId.get(id);
      invariant(account !== undefined, 'an account that is kept is one of the book');
      const own = valuedOf(valued, account);
      return accountInput(account, positions.ofAccount(id), own, editions, reporting, asOf);
    },
    limits,
    asOf,
  );
  const touched = touchedBy(book);
  const linesOf = keptLines(book, cashOf(parameters));
  const labels = rowLabels(book.accounts);
  const pnlOf = partPnl(price);
  const gridOf = keptGrids();
  const measuredBy = cellMeasure(history, parameters, pnlOf);
  let cut = uncut;

  const assembledNow = (): RiskSnapshot => {
    accounts.settle();
    const { priced, unpriced } = positions.all();
    const lines = linesOf(priced, valued.holdings);
    const apart = parameters.house.staleness === 0 ? null : staleAfter;
    cut = cutBook(lines, { labels, asOf, staleAfter: apart }, cut);
    const cells = cellsInOrder(cut);
    const exposures = datedTree(
      cut.parts.map(({ part }) => part.rows),
      asOf,
      staleAfter,
    );
    const measured = measuredBy(cut, cells, asOf);
    const now = pricesNow(market.state, reporting, asOf);
    const figures = accounts.figures(
      (of) => houseOfAccount(measured, of, parameters, asOf, now),
      asOf,
      liquidationsAfter,
    );
    const underlyings = underlyingsOf(exposures);
    return assembled({
      asOf,
      partsAsOf: {
        untouched: positions.oldest() ?? asOf,
        liquidations: accounts.liquidationsAsOf() ?? asOf,
      },
      book,
      parameters,
      lastLevels: accounts.levels(),
      lines,
      exposures,
      unpriced,
      unvalued: valued.unvalued,
      measured,
      house: houseOfBook(measured, unpriced, parameters, asOf, now),
      figures,
      surfaces: surfacesOf(underlyings, partGrids(pnlOf, gridOf, cells, underlyings)),
    });
  };

  return {
    snapshot: () => (snapshot ??= assembledNow()),
    tick: (changes, at) => {
      snapshot = null;
      const before = asOf;
      asOf = instant(Math.max(before, at));
      market.change(changes);
      const { underlyings: moved, holders } = touched(changes);
      const underlyings = new Set([...moved, ...positions.due(asOf, revalueAfter)]);
      positions.resolve(underlyings, market.state, asOf);
      valued = valuedCollateral(book, market.state, reporting, asOf);
      // Editions of margin numbers come into force by the day.
      const everyone = dayOf(asOf) === dayOf(before) ? [] : byId.keys();
      const asked = new Set([...positions.holders(underlyings), ...holders, ...everyone]);
      accounts.touch(asked);
      return {
        asOf,
        underlyings: [...underlyings],
        accounts: [...asked],
        changes: accounts.settle(),
      };
    },
  };
}
