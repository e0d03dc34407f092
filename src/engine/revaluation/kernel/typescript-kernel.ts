import { undiscountedBlack } from '../../pricing/black.ts';
import { ROW_WIDTH, type Kernel } from './kernel.ts';

const price: Kernel['price'] = (rows, { count, factors, volatilities }, take) => {
  const values = new Float64Array(count);
  for (let row = 0; row < rows.length / ROW_WIDTH; row++) {
    const at = row * ROW_WIDTH;
    const right = rows[at + 4]! > 0 ? 'call' : 'put';
    for (let s = 0; s < count; s++) {
      const forward = rows[at]! * factors[s]!;
      const deviation = rows[at + 3]! * volatilities[s]!;
      values[s] = undiscountedBlack(right, forward, rows[at + 2]!, deviation);
    }
    take(row, values);
  }
};

/** The formula as it is written: the oracle of the compiled kernels, and what prices where they cannot run. */
export const typescriptKernel: Kernel = {
  name: 'typescript',
  price,
  sum: (rows, moves, { starts, groups, weights, count }) => {
    const sums = new Float64Array(count * moves.count);
    const lost = new Float64Array(count * moves.count);
    price(rows, moves, (row, values) => {
      for (let h = starts[row]!; h < starts[row + 1]!; h++) {
        const from = groups[h]! * moves.count;
        for (let s = 0; s < moves.count; s++) {
          // Knuth's two-sum, as in the compiled kernel.
          const before = sums[from + s]!;
          const term = weights[h]! * values[s]!;
          const after = before + term;
          const added = after - before;
          sums[from + s] = after;
          lost[from + s] = lost[from + s]! + (before - (after - added) + (term - added));
        }
      }
    });
    return sums.map((sum, i) => sum + lost[i]!);
  },
};
