import { ratioOf } from '../../../engine/margin/assessor.ts';
import { collateralStress, type HeldAsset } from '../../../engine/margin/collateral/stress.ts';
import { wrongWay, type WrongWay } from '../../../engine/margin/collateral/wrong-way.ts';
import { riskRun } from '../../../engine/measures/risk-run.ts';
import { accountsOf, linesOf, type RiskInput } from '../../../engine/run.ts';
import type { Outcome } from '../../../engine/values/outcome.ts';
import { money, percent } from '../../reports/figures.ts';
import { left, right, type Cell, type Sheet } from '../../reports/sheet.ts';
import { textReport } from '../../reports/text.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard collateral [--store FILE] [--falls 0.05,0.2] [--json]

what a fall of each collateral asset, or the loss of a peg, does to the margin ratio of every account,
and whether collateral falls when the positions lose (wrong-way risk); without a store, of the sample book`;

const usual = [0.02, 0.1, 0.3];

type AccountCollateral = {
  readonly account: string;
  readonly name: string;
  readonly held: readonly HeldAsset[];
  readonly wrongWay: Outcome<WrongWay>;
};

function collateralOf(input: RiskInput, falls: readonly number[]): readonly AccountCollateral[] {
  const { parameters, history, asOf } = input;
  const lines = linesOf(input);
  const { slice } = riskRun(lines, history, parameters, asOf);
  const tail = parameters.measures.shortfallTail;
  return accountsOf(input).map((of) => {
    const own = lines.filter(({ account }) => account === of.account.id);
    const positions = slice(own.filter(({ instrument }) => instrument !== null));
    const balances = slice(own.filter(({ instrument }) => instrument === null));
    return {
      account: of.account.id,
      name: of.account.name,
      held: collateralStress(of, falls, new Set(parameters.pegged)),
      wrongWay: !positions.ok
        ? positions
        : balances.ok
          ? wrongWay(positions.value.pnl, balances.value.pnl, tail)
          : balances,
    };
  });
}

const ratioCell = ({ figures }: HeldAsset['falls'][number]): Cell => {
  if (!figures.ok) return 'unknown';
  const ratio = ratioOf(figures.value);
  return Number.isFinite(ratio) ? { value: ratio, text: percent(ratio) } : 'beyond liquidation';
};

const fallSheet = (accounts: readonly AccountCollateral[], falls: readonly number[]): Sheet => ({
  title: 'Margin ratio after a fall of one collateral asset',
  columns: [
    left('Account'),
    left('Asset'),
    right('Value'),
    ...falls.map((fall) => right(`−${percent(fall)}`)),
  ],
  rows: accounts.flatMap(({ name, held }) =>
    held.map((one) => [
      name,
      one.pegged ? `${one.asset}, loses its peg` : one.asset,
      { value: one.value, text: money(one.value) },
      ...one.falls.map(ratioCell),
    ]),
  ),
  note: 'positions that follow the asset, and contracts settled in it, move with it',
});

const signed = (x: number): string => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(2)}`;

const wrongWaySheet = (accounts: readonly AccountCollateral[]): Sheet => ({
  title: 'Collateral when the positions lose',
  columns: [
    left('Account'),
    right('Correlation'),
    right('Positions, worst outcomes'),
    right('Collateral in them'),
  ],
  rows: accounts.map(({ name, wrongWay: found }) =>
    found.ok
      ? [
          name,
          found.value.correlation === null ? 'none' : signed(found.value.correlation),
          { value: -found.value.positions, text: money(-found.value.positions) },
          { value: -found.value.collateral, text: money(-found.value.collateral) },
        ]
      : [name, found.failure.message, '', ''],
  ),
  note: 'a positive correlation is wrong-way risk; collateral at par with the reporting currency does not move here',
});

function fallsIn(text: string | undefined): readonly number[] | null {
  if (text === undefined) return usual;
  const falls = text.split(',').map(Number);
  return falls.every((fall) => fall > 0 && fall < 1) ? falls : null;
}

/** `collateral`: what becomes of each account when its collateral falls. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json'], values: ['store', 'falls'] }, usage);
  if (!found.ok) return 1;
  const falls = fallsIn(found.values.get('falls'));
  if (falls === null) {
    process.stderr.write(
      `crossguard: --falls was "${found.values.get('falls')}", not fractions between 0 and 1\n`,
    );
    return 1;
  }
  const input = await riskInputOffline(found.values.get('store') ?? null, null);
  if (!input.ok) {
    process.stderr.write(`crossguard: ${input.failure.message}\n`);
    return 1;
  }
  const accounts = collateralOf(input.value, falls);
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify({ falls, accounts }, null, 2)}\n`
      : textReport('Collateral', [fallSheet(accounts, falls), wrongWaySheet(accounts)]),
  );
  const unknown = accounts.some(({ held }) =>
    held.some(({ falls: each }) => each.some(({ figures }) => !figures.ok)),
  );
  return unknown || accounts.some(({ wrongWay: one }) => !one.ok) ? 2 : 0;
}
