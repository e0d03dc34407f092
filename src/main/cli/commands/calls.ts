import {
  liquidationRun,
  type LiquidationRun,
} from '../../../engine/margin/calls/liquidation-steps.ts';
import { accountMoved, type Moves } from '../../../engine/margin/calls/moves.ts';
import type { NearestCall } from '../../../engine/margin/calls/nearest-call.ts';
import { ratioOf } from '../../../engine/margin/assessor.ts';
import type { AccountInput } from '../../../engine/model/priced.ts';
import { accountsOf, type RiskInput } from '../../../engine/run.ts';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { money, percent } from '../../reports/figures.ts';
import { left, right, type Cell, type Sheet } from '../../reports/sheet.ts';
import { textReport } from '../../reports/text.ts';
import { callSettings, outlookMarket, outlookOf, type Outlook } from '../../workstation/outlook.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard calls [--store FILE] [--account ID] [--level RATIO] [--json]
       crossguard calls --moves BTC=-0.2,ETH=-0.25 [--volatility 1.3] [--target RATIO] [--fee FRACTION]

how near each margin account is to a call: the nearest point in prices and volatility, and the chance
of a call within an hour, a day and a week; without a store, of the sample book
--moves says what a liquidation would leave of the accounts after such moves, step by step (an estimate)`;

type AccountCalls = Outlook & { readonly account: string; readonly name: string };

/** Part of a position that one step of a liquidation closes. */
const PART = 0.25;

const pointWords = ({ prices, nearest }: NearestCall): string => {
  const moved = [...prices].map(
    ([of, factor]) => `${of} ${factor < 1 ? '−' : '+'}${percent(Math.abs(factor - 1))}`,
  );
  return `${moved.join(', ')}, volatility × ${nearest.volatility.toFixed(2)}`;
};

function row({ name, nearest, time }: AccountCalls): readonly Cell[] {
  const chances = time.ok
    ? time.value.chances.map(({ probability, standardError }): Cell => ({
        value: probability,
        text: `${percent(probability)} ± ${percent(1.96 * standardError)}`,
      }))
    : [time.failure.message, '', ''];
  return nearest.ok
    ? [
        name,
        { value: nearest.value.nearest.distance, text: nearest.value.nearest.distance.toFixed(1) },
        pointWords(nearest.value),
        ...chances,
        time.ok ? percent(time.value.error) : '',
      ]
    : [name, '', nearest.failure.message, ...chances, time.ok ? percent(time.value.error) : ''];
}

const callsSheet = (calls: readonly AccountCalls[], level: number): Sheet => ({
  title: `How near a margin ratio of ${percent(level)}`,
  columns: [
    left('Account'),
    right('Distance'),
    left('Nearest call: all prices and volatilities together'),
    right('1 hour'),
    right('1 day'),
    right('7 days'),
    right('Error'),
  ],
  rows: calls.map(row),
  note: `distance in daily deviations of prices and ${percent(callSettings.volatilityUnit)} of volatility; chances of ${callSettings.paths} paths of joint days, prices alone moving; error: largest difference to the full model, of equity`,
});

/** `BTC=-0.2,ETH=0.1`: relative moves. */
function movesIn(text: string, volatility: string | undefined): Outcome<Moves> {
  const prices = new Map<Asset, number>();
  for (const one of text.split(',')) {
    const [code = '', move = ''] = one.split('=');
    const factor = 1 + Number(move);
    if (code.trim() === '' || move.trim() === '' || !(factor > 0) || !Number.isFinite(factor)) {
      return fail('malformed', `--moves: "${one}" is no move such as BTC=-0.2`);
    }
    prices.set(asset(code), factor);
  }
  const factor = Number(volatility ?? '1');
  return factor > 0 && Number.isFinite(factor)
    ? ok({ prices, volatility: factor })
    : fail('malformed', `--volatility was "${volatility}", not a positive factor`);
}

type Run = {
  readonly account: string;
  readonly name: string;
  readonly outcome: Outcome<LiquidationRun>;
};

const runSheet = ({ name, outcome }: Run): Sheet => ({
  title: outcome.ok ? `${name}: ends ${outcome.value.end}` : outcome.failure.message,
  columns: [
    left('Step'),
    right('Fee'),
    right('Equity then'),
    right('Maintenance then'),
    right('Ratio then'),
  ],
  rows: outcome.ok
    ? outcome.value.steps.map(({ symbol, contracts, fee, after }) => [
        `${contracts < 0 ? 'sell' : 'buy'} ${Number(Math.abs(contracts).toPrecision(6))} ${symbol}`,
        { value: fee, text: money(fee) },
        { value: after.equity, text: money(after.equity) },
        { value: after.maintenance, text: money(after.maintenance) },
        Number.isFinite(ratioOf(after)) ? percent(ratioOf(after)) : 'beyond liquidation',
      ])
    : [],
  note: outcome.ok
    ? `from equity ${money(outcome.value.before.equity)} and maintenance ${money(outcome.value.before.maintenance)}; an estimate: venues do not publish which position they close first`
    : outcome.failure.message,
});

function refusal(message: string): number {
  process.stderr.write(`crossguard: ${message}\n`);
  return 1;
}

/** A fraction that an option states, or its default. */
function fractionOf(text: string | undefined, name: string, otherwise: number): Outcome<number> {
  const value = Number(text ?? otherwise);
  return value >= 0 && value <= 1
    ? ok(value)
    : fail('malformed', `--${name} was "${text}", not from 0 to 1`);
}

function print(json: boolean, object: object, sheets: readonly Sheet[]): void {
  process.stdout.write(
    json ? `${JSON.stringify(object, null, 2)}\n` : textReport('Margin calls', sheets),
  );
}

function answerCalls(
  accounts: readonly AccountInput[],
  input: RiskInput,
  level: number,
  json: boolean,
): number {
  const market = outlookMarket(input);
  const calls = accounts.map((one) => ({
    account: one.account.id,
    name: one.account.name,
    ...outlookOf(one, market, level),
  }));
  const plain = calls.map(({ nearest, ...one }) => ({
    ...one,
    nearest: nearest.ok
      ? ok({ ...nearest.value, prices: Object.fromEntries(nearest.value.prices) })
      : nearest,
  }));
  print(json, { level, accounts: plain }, [callsSheet(calls, level)]);
  return calls.every(({ nearest, time }) => nearest.ok && time.ok) ? 0 : 2;
}

function answerRuns(
  accounts: readonly AccountInput[],
  moves: Moves,
  target: number,
  fee: number,
  json: boolean,
): number {
  const runs = accounts.map(({ account, ...rest }) => ({
    account: account.id,
    name: account.name,
    outcome: liquidationRun(accountMoved({ account, ...rest }, moves), {
      target,
      fee,
      part: PART,
    }),
  }));
  const plain = runs.map(({ outcome, ...one }) => ({
    ...one,
    outcome: outcome.ok
      ? ok({
          before: outcome.value.before,
          steps: outcome.value.steps,
          end: outcome.value.end,
          left: outcome.value.left.positions.map(({ position }) => position),
        })
      : outcome,
  }));
  print(json, { accounts: plain }, runs.map(runSheet));
  return runs.every(({ outcome }) => outcome.ok) ? 0 : 2;
}

/** `calls`: how near each margin account is to a call, or what a liquidation would leave of it. */
export async function run(args: readonly string[]): Promise<number> {
  const values = ['store', 'account', 'level', 'moves', 'volatility', 'target', 'fee'];
  const found = parsed(args, { flags: ['json'], values }, usage);
  if (!found.ok) return 1;
  const option = (name: string): string | undefined => found.values.get(name);
  const level = fractionOf(option('level'), 'level', 1);
  const target = fractionOf(option('target'), 'target', 1);
  const fee = fractionOf(option('fee'), 'fee', 0);
  const text = option('moves');
  const moves = text === undefined ? ok(null) : movesIn(text, option('volatility'));
  const input = await riskInputOffline(option('store') ?? null, null);
  for (const one of [level, target, fee, moves, input])
    if (!one.ok) return refusal(one.failure.message);
  if (!level.ok || !target.ok || !fee.ok || !moves.ok || !input.ok) return 1;
  const all = accountsOf(input.value);
  const wanted = option('account');
  const accounts = wanted === undefined ? all : all.filter(({ account }) => account.id === wanted);
  if (accounts.length === 0) {
    return refusal(
      `there is no account "${wanted}": ${all.map(({ account }) => account.id).join(', ')}`,
    );
  }
  const json = found.flags.has('json');
  return moves.value === null
    ? answerCalls(accounts, input.value, level.value, json)
    : answerRuns(accounts, moves.value, target.value, fee.value, json);
}
