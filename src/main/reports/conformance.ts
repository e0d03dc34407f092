import {
  verdictOf,
  type ConformanceFigure,
  type ConformanceGroup,
} from '../../engine/contract/conformance.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

const digits = (x: number): Cell => ({ value: x, text: String(Number(x.toPrecision(12))) });

const small = (x: number): Cell => ({ value: x, text: x === 0 ? '0' : x.toExponential(1) });

const countOf = (figures: readonly ConformanceFigure[], verdict: string): Cell => {
  const value = figures.filter((one) => verdictOf(one) === verdict).length;
  return { value, text: String(value) };
};

/** A summary of every model; of one model every figure. */
export function conformanceSheets(
  groups: readonly ConformanceGroup[],
  model: string | null,
): readonly Sheet[] {
  if (model === null) {
    const models = Map.groupBy(groups, (one) => one.model);
    return [
      {
        title: 'By model',
        columns: [
          left('Model'),
          right('Figures'),
          right('Hold'),
          right('Broken'),
          right('Not reproducible'),
        ],
        rows: [...models].map(([name, own]) => {
          const figures = own.flatMap((one) => one.figures);
          return [
            name,
            { value: figures.length, text: String(figures.length) },
            countOf(figures, 'holds'),
            countOf(figures, 'broken'),
            countOf(figures, 'not reproducible'),
          ];
        }),
        note: 'not reproducible: the publisher’s own numbers do not follow from its own formula',
      },
    ];
  }
  return groups.map(({ source, figures }) => ({
    title: source,
    columns: [
      left('Figure'),
      right('Published'),
      right('Ours'),
      right('Difference'),
      right('Tolerance'),
      left('Verdict'),
    ],
    rows: figures.map((one) => [
      one.vector,
      digits(one.published),
      digits(one.ours),
      small(Math.abs(one.ours - one.published)),
      small(one.tolerance),
      verdictOf(one),
    ]),
  }));
}
