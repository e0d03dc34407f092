import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';

/** The snapshot as JSON text; typed arrays become plain arrays. */
export const jsonReport = (snapshot: RiskSnapshot): string =>
  `${JSON.stringify(
    snapshot,
    (_key, value: unknown) => (value instanceof Float64Array ? [...value] : value),
    2,
  )}\n`;
