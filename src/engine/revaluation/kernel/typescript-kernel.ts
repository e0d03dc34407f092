import { undiscountedBlack } from '../../pricing/black.ts';
import { ROW_WIDTH, type Kernel } from './kernel.ts';

/** The formula as it is written: the oracle of the compiled kernels, and what prices where they cannot run. */
export const typescriptKernel: Kernel = {
  name: 'typescript',
  price: (rows, { count, factors, volatilities }, take) => {
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
  },
};
