import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';

/** Plain data as JSON text; typed arrays become plain arrays. */
export const jsonText = (value: unknown): string =>
  `${JSON.stringify(
    value,
    (_key, part: unknown) => (part instanceof Float64Array ? [...part] : part),
    2,
  )}\n`;

/** The snapshot as JSON text. */
export const jsonReport = (snapshot: RiskSnapshot): string => jsonText(snapshot);
