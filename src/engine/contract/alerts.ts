import type { Level } from '../model/parameters.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';

/** A warning that is open, and what a person did about it. */
export type Alert = {
  /** As `Warning.id`. */
  readonly id: string;
  readonly level: Exclude<Level, 'ok'>;
  readonly title: string;
  /** When it came to this level, our clock as all times here. */
  readonly since: Instant;
  /** Null until somebody acknowledged it at this level or a higher one. */
  readonly acknowledged: { readonly at: Instant; readonly note: string } | null;
  /** It is quiet until then; null while it is not. */
  readonly snoozedUntil: Instant | null;
  /** When nobody had acknowledged it for too long; null until then. */
  readonly escalatedAt: Instant | null;
};

/**
 * What happened to a warning: it was `raised`, `rose` or `fell` to a level, `cleared` by itself; it was `acknowledged` or
 * `snoozed` by a person, `woken` from that by its end or by a person, and `escalated` where nobody came.
 */
export type AlertKind =
  | 'raised'
  | 'rose'
  | 'fell'
  | 'cleared'
  | 'acknowledged'
  | 'snoozed'
  | 'woken'
  | 'escalated';

export type AlertEvent = {
  readonly at: Instant;
  readonly kind: AlertKind;
  /** As `Warning.id`. */
  readonly warning: string;
  readonly level: Exclude<Level, 'ok'>;
  readonly title: string;
  /** Of an acknowledgement; empty otherwise. */
  readonly note: string;
  /** Of a snooze. */
  readonly until: Instant | null;
};

/** What of the figures a rule of the user's watches. */
export const ruleMeasures = [
  'margin-ratio',
  'available',
  'equity',
  'value-at-risk',
  'expected-shortfall',
  'net-delta',
  'gross-delta',
  'gamma',
  'vega',
  'theta',
  'notional',
  'pnl',
] as const;

export type RuleMeasure = (typeof ruleMeasures)[number];

export type RuleScope =
  | { readonly of: 'book' }
  | { readonly of: 'account'; readonly account: string }
  | { readonly of: 'underlying'; readonly underlying: string };

/** What each kind of scope can be asked for. */
export const scopeMeasures: Readonly<Record<RuleScope['of'], readonly RuleMeasure[]>> = {
  book: ruleMeasures.filter((measure) => measure !== 'available'),
  account: ['margin-ratio', 'available', 'equity'],
  underlying: [
    'expected-shortfall',
    'net-delta',
    'gross-delta',
    'gamma',
    'vega',
    'theta',
    'notional',
    'pnl',
  ],
};

/** A limit of the user's own: it adds warnings and takes none away. */
export type WarningRule = {
  readonly id: string;
  readonly name: string;
  readonly measure: RuleMeasure;
  readonly scope: RuleScope;
  /** Which side of the limits is warned of. */
  readonly side: 'above' | 'below';
  /** Limits in the measure's unit; null: the level is not used. */
  readonly watch: number | null;
  readonly call: number | null;
  /** How far back inside a limit the measure must come before the level falls, a fraction of the limit. */
  readonly hysteresis: number;
};

/** What a rule watches as it is now, and what would be warned of. */
export type RuleAnswer = { readonly value: Outcome<number>; readonly level: Level };

export type WarningRules = {
  readonly rules: readonly WarningRule[];
  /** Minutes after which a call that nobody acknowledged is escalated. */
  readonly escalateAfter: number;
};

export const usualRules: WarningRules = { rules: [], escalateAfter: 5 };

/** Minutes that a warning may be snoozed at the most; a liquidation cannot be. */
export const longestSnooze: Readonly<Record<Exclude<Level, 'ok'>, number>> = {
  watch: 7 * 24 * 60,
  call: 60,
  liquidation: 0,
};
