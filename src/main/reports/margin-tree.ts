import type { MarginNode } from '../../engine/contract/margin-node.ts';
import type { Requirement } from '../../engine/contract/snapshot.ts';
import type { AccountFigures } from '../../engine/margin/account.ts';
import type { Failure, Outcome } from '../../engine/values/outcome.ts';

/** Digits that tell a coin amount from nothing and do not drown a dollar amount. */
function number(x: number): string {
  const size = Math.abs(x);
  const digits = size === 0 || size >= 1000 ? 2 : size >= 1 ? 4 : 8;
  const text = size.toLocaleString('en-GB', {
    minimumFractionDigits: Math.min(digits, 2),
    maximumFractionDigits: digits,
  });
  return x < 0 ? `−${text}` : text;
}

/** Sources numbered in the order that they are first cited. */
class Citations {
  readonly #places = new Map<string, number>();

  /** `[3]`. */
  mark(source: string): string {
    const place = this.#places.get(source) ?? this.#places.size + 1;
    this.#places.set(source, place);
    return `[${place}]`;
  }

  list(): string {
    return [...this.#places].map(([source, place]) => `  [${place}] ${source}\n`).join('');
  }
}

const remark = ({ rule, scenario, note, source }: MarginNode, cited: Citations): string =>
  [
    rule === 'given' || rule === 'sum' ? null : rule,
    scenario ?? null,
    note ?? null,
    source === undefined ? null : cited.mark(source),
  ]
    .filter((part) => part !== null)
    .join('; ');

/** Of a scan only the worst scenario is worth its lines. */
function shown({ rule, parts, scenario }: MarginNode): readonly MarginNode[] {
  return rule === 'worst' ? parts.filter(({ label }) => label === scenario) : parts;
}

type Line = { readonly label: string; readonly figure: string; readonly remark: string };

function lines(of: MarginNode, indent: string, branch: string, cited: Citations): readonly Line[] {
  const own = {
    label: branch + of.label,
    figure: `${number(of.value)} ${of.unit}`.trim(),
    remark: remark(of, cited),
  };
  const below = shown(of);
  return [
    own,
    ...below.flatMap((part, i) => {
      const last = i === below.length - 1;
      return lines(
        part,
        `${indent}${last ? '   ' : '│  '}`,
        `${indent}${last ? '└─ ' : '├─ '}`,
        cited,
      );
    }),
  ];
}

/** Columns that a text takes in a terminal; the labels here are of the basic plane. */
const width = (text: string): number => text.length;

/** A margin tree as indented lines: label, figure, rule or note. */
function treeText(of: Outcome<MarginNode>, label: string, cited: Citations): string {
  if (!of.ok) return `${label}: unknown (${of.failure.reason}: ${of.failure.message})\n`;
  const all = lines(of.value, '', '', cited);
  const labels = Math.max(...all.map((line) => width(line.label)));
  const figures = Math.max(...all.map((line) => width(line.figure)));
  return all
    .map((line) => {
      const left = line.label + ' '.repeat(labels - width(line.label));
      const right = ' '.repeat(figures - width(line.figure)) + line.figure;
      return `${left}  ${right}${line.remark === '' ? '' : `  ${line.remark}`}\n`;
    })
    .join('');
}

/** A model's own answer as a page for a terminal. */
export function requirementText(
  name: string,
  equity: Outcome<MarginNode>,
  { initial, maintenance }: Requirement,
): string {
  const cited = new Citations();
  const trees = (
    [
      ['Equity', equity],
      ['Initial margin', initial],
      ['Maintenance margin', maintenance],
    ] as const
  ).flatMap(([label, of]) =>
    !of.ok && of.failure.reason === 'not-applicable' ? [] : [treeText(of, label, cited)],
  );
  const sources = cited.list();
  return `${name}\n\n${trees.join('\n')}${sources === '' ? '\n' : `Sources:\n${sources}`}`;
}

/** What a set of figures lacks, each gap once. */
export function gapsOf(of: AccountFigures): readonly Failure[] {
  const { initial, maintenance } = of.requirement;
  const gaps = [of.equity, initial, maintenance].flatMap((figure) =>
    figure.ok ? (figure.value.lacking ?? []) : [figure.failure],
  );
  return [...new Map(gaps.map((gap) => [`${gap.message}|${gap.at ?? ''}`, gap])).values()];
}

const outcome = <T>(of: Outcome<T>, text: (value: T) => string): string =>
  of.ok ? text(of.value) : `unknown (${of.failure.message})`;

/** One account's margin as a page for a terminal. */
export function accountText(of: AccountFigures, reporting: string): string {
  const { alternatives } = of;
  const cited = new Citations();
  const need = (figure: Outcome<MarginNode>): string =>
    outcome(figure, ({ value }) => number(value));
  const ways = [
    ['isolated', alternatives.isolated],
    ['cross', alternatives.cross],
    ['portfolio', alternatives.portfolio],
  ] as const;
  const prices = of.liquidations.map(({ underlying, price, below, above }) => {
    const sides = [below, above].map((side) => (side === null ? 'none' : number(side)));
    return `  ${underlying} at ${number(price)}: below ${sides[0]}, above ${sides[1]}\n`;
  });
  const gaps = gapsOf(of).map(
    ({ message, at }) => `  ${message}${at === undefined ? '' : ` (${at})`}\n`,
  );
  const body = [
    `${of.name} (${of.venue}): ${of.modelName}\n`,
    '\n',
    treeText(of.equity, 'Equity', cited),
    '\n',
    treeText(of.requirement.initial, 'Initial margin', cited),
    '\n',
    treeText(of.requirement.maintenance, 'Maintenance margin', cited),
    '\n',
    `Margin ratio (maintenance ÷ equity): ${outcome(of.marginRatio, (x) => `${(x * 100).toFixed(2)} %`)}\n`,
    `Available (equity − initial): ${outcome(of.available, (x) => `${number(x)} ${reporting}`)}\n`,
    `Initial margin otherwise, ${reporting}:\n`,
    ...ways.map(([name, way]) => `  ${name}: ${need(way.initial)}\n`),
    prices.length > 0 ? `Liquidation prices, ${reporting}:\n${prices.join('')}` : '',
    gaps.length > 0 ? `Lacking:\n${gaps.join('')}` : '',
  ].join('');
  return `${body}Sources:\n${cited.list()}`;
}
