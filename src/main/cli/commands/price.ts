import { text } from 'node:stream/consumers';
import { left, right, type Sheet } from '../../reports/sheet.ts';
import { textReport } from '../../reports/text.ts';
import { parsed } from '../arguments.ts';
import { listedCases, priceAnswer, type PriceAnswer } from '../price-cases.ts';

const usage = 'crossguard price [--json] < cases.json';

/** The figures that one table shows: so many fit a terminal side by side. */
const tables: readonly { readonly title: string; readonly figures: readonly string[] }[] = [
  {
    title: 'Price and first derivatives',
    figures: ['price', 'quotePrice', 'delta', 'quoteDelta', 'netDelta', 'vega', 'theta'],
  },
  { title: 'Rates and strike', figures: ['rho', 'carryRho', 'dualDelta', 'dualGamma', 'singular'] },
  { title: 'Second derivatives', figures: ['gamma', 'vanna', 'volga', 'charm', 'veta'] },
  { title: 'Third derivatives', figures: ['speed', 'zomma', 'color', 'ultima'] },
  { title: 'Implied volatility', figures: ['volatility', 'deviation', 'attainable'] },
];

function figureText(figure: number | boolean | undefined): string {
  if (figure === undefined) return 'n/a';
  if (typeof figure === 'boolean') return figure ? 'yes' : 'no';
  return figure === 0 ? '0' : String(Number(figure.toPrecision(8)));
}

/** The tables that have a figure for one case at least, and the cases that have none. */
function sheets(answers: readonly PriceAnswer[]): readonly Sheet[] {
  const priced = answers.filter((answer) => answer.outcome === 'priced');
  const shown = tables.flatMap(({ title, figures }): readonly Sheet[] => {
    const known = figures.filter((name) => priced.some(({ value }) => name in value));
    const rows = priced.filter(({ value }) => known.some((name) => name in value));
    if (rows.length === 0) return [];
    return [
      {
        title,
        columns: [left('case'), left('model'), ...known.map(right)],
        rows: rows.map(({ id, model, value }) => [
          id,
          model,
          ...known.map((name) => figureText(value[name])),
        ]),
      },
    ];
  });
  const without = answers.filter((answer) => answer.outcome !== 'priced');
  if (without.length === 0) return shown;
  return [
    ...shown,
    {
      title: 'Not priced',
      columns: [left('case'), left('outcome'), left('why')],
      rows: without.map(({ id, outcome, failure }) => [id, outcome, failure.message]),
    },
  ];
}

function refusal(message: string): number {
  process.stderr.write(`crossguard: ${message}\nusage: ${usage}\n`);
  return 1;
}

/**
 * `price`: values, Greeks and implied volatilities of options described on standard input.
 *
 * The document is a JSON array of cases, or `{"cases": [...]}`. Every case has
 * `id` (text), `right` (`call` or `put`), `strike` and `model`, and by model:
 *
 * - `black76`: `forward`, `years`, `rate` (0 unless given), `volatility`
 * - `bs`: `spot`, `years`, `rate` and `carry` (0 unless given), `volatility`
 * - `inverse`: as `bs`; values in the coin, `carry` being the coin's rate
 * - `implied-volatility`: `forward`, `years`, `discount` (1 unless given), `price` and
 *   `priceUnit` (`quote` unless given, or `underlying` for a premium in coin)
 *
 * Rates are continuously compounded fractions a year, volatilities fractions per √year (0.65), times
 * years of 365 days. Greeks are raw: per 1.00 of volatility or rate, per year of calendar time.
 *
 * With `--json` the answer is `{"cases": [...]}` in the same order, each
 * `{id, model, outcome: "priced", value: {...}}` or `{id, outcome, failure: {reason, message}}`, where
 * `outcome` is `invalid`, or for a price that holds no volatility `zero`, `below-intrinsic` or
 * `above-maximum`. Exit code 2 when any case is not priced, 1 when there is no list of cases.
 */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json'], values: [] }, usage);
  if (!found.ok) return 1;
  if (found.files.length > 0) return refusal('price reads its cases from standard input');
  if (process.stdin.isTTY) return refusal('price reads its cases from standard input: pipe a file');
  let content: unknown;
  try {
    content = JSON.parse(await text(process.stdin));
  } catch (error) {
    return refusal(
      `the input is no JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
  const cases = listedCases(content);
  if (cases === null) return refusal('the input is neither a list of cases nor {"cases": [...]}');
  if (cases.length === 0) return refusal('the input has no case');

  const answers = cases.map((one, i) => priceAnswer(one, i + 1));
  const lacking = answers.filter(({ outcome }) => outcome !== 'priced').length;
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify({ cases: answers })}\n`
      : textReport(
          `${answers.length - lacking} of ${answers.length} cases priced`,
          sheets(answers),
        ),
  );
  return lacking > 0 ? 2 : 0;
}
