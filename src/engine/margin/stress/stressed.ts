import type { AssetMove, StressedAccount, StressResult } from '../../contract/stress.ts';
import type { Figures } from '../../contract/figures.ts';
import type { AccountInput } from '../../model/priced.ts';
import type { WarningLimits } from '../../model/parameters.ts';
import type { StressScenario } from '../../model/stress.ts';
import { unitSensitivities } from '../../revaluation/sensitivity.ts';
import { unitValue } from '../../revaluation/unit-value.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Failure, type Outcome } from '../../values/outcome.ts';
import { amount } from '../../values/units.ts';
import { levelOf } from '../../warnings/level.ts';
import { assessorOf, ratioOf } from '../assessor.ts';
import { accountMoved, movingAssets } from '../calls/moves.ts';
import { scenarioMoves, type StressMarket } from './scenario-moves.ts';

/** Assets that move any of some accounts: those that `movingAssets` names, and what is quoted or settled in. */
export function assetsOf(accounts: readonly AccountInput[]): readonly Asset[] {
  const found = new Set(accounts.flatMap(movingAssets));
  for (const { positions, reporting } of accounts) {
    for (const { instrument } of positions) {
      for (const asset of [instrument.settlement, instrument.quote]) {
        if (asset !== reporting) found.add(asset);
      }
    }
  }
  return [...found];
}

export const factorsOf = (
  moves: readonly { readonly asset: Asset; readonly move: number }[],
): ReadonlyMap<Asset, number> =>
  new Map(moves.filter(({ move }) => move !== 0).map(({ asset, move }) => [asset, 1 + move]));

/** What closing every position would cost: a share of the delta of each, reporting currency. */
function closingCost({ positions }: AccountInput, share: number): number {
  return positions.reduce((all, one) => {
    const delta = unitSensitivities(unitValue(one)).delta * one.position.quantity;
    return all + share * Math.abs(delta);
  }, 0);
}

function stateOf(after: Outcome<Figures>, limits: WarningLimits): StressedAccount['state'] {
  if (!after.ok) return 'unknown';
  const { equity, maintenance } = after.value;
  if (equity < 0 || (equity === 0 && maintenance > 0)) return 'liquidation';
  return levelOf({ kind: 'ratio', value: ratioOf(after.value) }, limits, 'ok');
}

function ratioIn(figures: Outcome<Figures>): Outcome<number> {
  if (!figures.ok) return figures;
  const ratio = ratioOf(figures.value);
  return Number.isFinite(ratio) ? ok(ratio) : fail('limit-exceeded', 'no equity is left');
}

function stressedAccount(
  input: AccountInput,
  scenario: StressScenario,
  moves: readonly AssetMove[],
  limits: WarningLimits,
): StressedAccount {
  const { account } = input;
  const { figures } = assessorOf(input);
  const before = figures(input);
  const { id, name, venue } = account;
  const about = { account: id, name, venue, before, ratioBefore: ratioIn(before) };
  if (scenario.lost.includes(account.venue)) {
    const change = before.ok ? ok(-Math.max(before.value.equity, 0)) : before;
    return {
      ...about,
      after: ok({ equity: 0, initial: 0, maintenance: 0 }),
      ratioAfter: fail('not-applicable', 'the account is lost'),
      change,
      state: 'lost',
    };
  }
  const { volatility } = scenario;
  const moved = accountMoved(input, { prices: factorsOf(moves), volatility });
  const found = figures(moved);
  const cost = scenario.closingCost === 0 ? 0 : closingCost(moved, scenario.closingCost);
  const after = found.ok ? ok({ ...found.value, equity: found.value.equity - cost }) : found;
  const change = !before.ok
    ? before
    : after.ok
      ? ok(after.value.equity - before.value.equity)
      : after;
  return { ...about, after, ratioAfter: ratioIn(after), change, state: stateOf(after, limits) };
}

/** Every account revalued in full by its own model in one scenario, nobody acting in between. */
export function stressed(
  accounts: readonly AccountInput[],
  scenario: StressScenario,
  market: StressMarket,
  limits: WarningLimits,
): StressResult {
  const moves = scenarioMoves(scenario, assetsOf(accounts), market);
  const found = accounts.map((one) => stressedAccount(one, scenario, moves, limits));
  const known = found.flatMap(({ change }) => (change.ok ? [change.value] : []));
  const lacking: Failure[] = found.flatMap(({ change, name }) =>
    change.ok ? [] : [{ ...change.failure, message: `${name}: ${change.failure.message}` }],
  );
  const { id, name, kind, source, note, volatility } = scenario;
  return {
    id,
    name,
    kind,
    source,
    note,
    volatility,
    moves,
    change: {
      amount:
        known.length === 0 && lacking.length > 0
          ? null
          : amount(known.reduce((all, one) => all + one, 0)),
      lacking,
    },
    accounts: found,
  };
}

/** A venue's failure, of each venue that holds an account. */
export const venueDefaults = (accounts: readonly AccountInput[]): readonly StressScenario[] =>
  [...new Set(accounts.map(({ account }) => account.venue))].map((venue) => ({
    id: `lost-${venue}`,
    name: `${venue} fails`,
    kind: 'venue default',
    source: 'of each venue that holds an account',
    note: 'What is at the venue is lost with its positions; hedges elsewhere stay, and prices too.',
    window: null,
    moves: new Map(),
    others: { by: 'none' },
    volatility: 1,
    closingCost: 0,
    lost: [venue],
  }));

/** A scenario of the user's own, such as a shock that a cascade starts from. */
export function shockMoves(
  accounts: readonly AccountInput[],
  moves: ReadonlyMap<Asset, number>,
  market: StressMarket,
): Outcome<readonly AssetMove[]> {
  const [first] = moves.keys();
  if (first === undefined) return fail('not-applicable', 'nothing is moved');
  const held = assetsOf(accounts);
  const known = new Set([...held, ...market.history.map(({ asset }) => asset)]);
  const unknown = [...moves.keys()].filter(
    (one) => !(one === first ? known.has(one) : held.includes(one)),
  );
  if (unknown.length > 0) {
    return fail(
      'not-applicable',
      `nothing that is held moves with ${unknown.join(', ')}; there are ${held.join(', ')}`,
    );
  }
  return ok(
    scenarioMoves(
      {
        id: 'shock',
        name: 'Shock',
        kind: 'hypothetical',
        source: '',
        note: '',
        window: null,
        moves,
        others: { by: 'beta', of: first },
        volatility: 1,
        closingCost: 0,
        lost: [],
      },
      held,
      market,
    ),
  );
}
