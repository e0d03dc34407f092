import type { ConnectionState } from '../../../engine/contract/feeds.ts';

const gravest: readonly ConnectionState[] = [
  'connecting',
  'stale',
  'resync',
  'syncing',
  'live',
  'stopped',
];

/** The gravest state of some venues; null where none has one. */
export const worstState = (states: readonly (ConnectionState | null)[]): ConnectionState | null =>
  gravest.find((one) => states.includes(one)) ?? null;
