import loadHighs from 'highs';
import type { Program, Solve } from '../../engine/margin/optimise/program.ts';

const term = (coefficient: number, variable: number): string =>
  `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} x${variable}`;

/** A linear form; empty where every coefficient is 0. */
const form = (coefficients: Iterable<readonly [number, number]>): string =>
  [...coefficients]
    .filter(([, coefficient]) => coefficient !== 0)
    .map(([variable, coefficient]) => term(coefficient, variable))
    .join(' ');

/** A program in the solver's LP format; empty rows say nothing and are left out. */
function lpText({ variables, objective, rows }: Program): string {
  const named = rows.flatMap(({ coefficients, bound }, i) => {
    const left = form(coefficients);
    return left === '' ? [] : [`r${i}: ${left} <= ${bound}`];
  });
  const whole = variables.flatMap((one, i) => (one.whole ? [`x${i}`] : []));
  return [
    'Minimize',
    `o: ${form(objective.entries()) || '0 x0'}`,
    'Subject To',
    ...named,
    'Bounds',
    ...variables.map(({ most }, i) => `0 <= x${i} <= ${most === Infinity ? '+inf' : most}`),
    ...(whole.length > 0 ? ['Binaries', ...whole] : []),
    'End',
  ].join('\n');
}

/** HiGHS, compiled to WebAssembly. */
export async function linearSolver(): Promise<Solve> {
  const highs = await loadHighs();
  return (program) => {
    if (program.variables.length === 0) return [];
    const solution = highs.solve(lpText(program), { output_flag: false, time_limit: 30 });
    if (solution.Status !== 'Optimal') return null;
    return program.variables.map((_, i) => solution.Columns[`x${i}`]?.Primal ?? 0);
  };
}
