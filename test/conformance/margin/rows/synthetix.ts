import { readFileSync } from 'node:fs';
import { synthetixModel } from '../../../../src/main/cli/margin/synthetix.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf } from './figures.ts';

const page = readFileSync(new URL('../../../../docs/margin-synthetix.md', import.meta.url), 'utf8');
const example: unknown = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '');
const answer = synthetixModel.margin(example, []);

function figure(name: string): number {
  const found = answer.ok ? answer.value.figures[name] : undefined;
  return typeof found === 'number' ? found : Number.NaN;
}

const requirement = (need: 'initial' | 'maintenance'): number => {
  const found = answer.ok ? answer.value.requirement[need] : answer;
  return found.ok ? found.value.value : Number.NaN;
};

/** The account of the protocol's own integration test; both requirements hold 5,000 for keepers. */
export const rows: readonly ConformanceRow[] = rowsOf(
  'synthetix',
  'Synthetixio/synthetix-v3 @23585f73c76d625b2a43aaf94dc440a8a1e7a8fa markets/perps-market/test/integration/Account/Margins.test.ts',
  [
    { vector: 'V-SNX-1 available', published: 99_000, ours: figure('availableMargin') },
    { vector: 'V-SNX-1 initial', published: 6500 + 5000, ours: requirement('initial') },
    { vector: 'V-SNX-1 maintenance', published: 4000 + 5000, ours: requirement('maintenance') },
    { vector: 'V-SNX-1 withdrawable', published: 87_500, ours: figure('withdrawable') },
  ].map((one) => ({ ...one, tolerance: 1e-6 })),
);
