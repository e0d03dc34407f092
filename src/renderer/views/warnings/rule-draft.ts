import {
  type RuleMeasure,
  type RuleScope,
  type WarningRule,
} from '../../../engine/contract/alerts.ts';
import { fieldText, typedNumber } from '../../format/typed.ts';

/** A rule as it stands in its fields. Limits of fractions are typed in per cent. */
export type RuleDraft = {
  readonly id: string;
  readonly name: string;
  readonly measure: RuleMeasure;
  readonly scope: RuleScope;
  readonly side: WarningRule['side'];
  readonly watch: string;
  readonly call: string;
  /** Per cent. */
  readonly hysteresis: string;
};

export const ruleMeasureTitles: Readonly<Record<RuleMeasure, string>> = {
  'margin-ratio': 'Margin ratio, %',
  available: 'Available margin',
  equity: 'Equity',
  'value-at-risk': 'Value at risk',
  'expected-shortfall': 'Expected shortfall',
  'net-delta': 'Net delta',
  'gross-delta': 'Gross delta',
  gamma: 'Gamma',
  vega: 'Vega',
  theta: 'Theta',
  notional: 'Notional',
  pnl: 'Unrealised P&L',
};

const unitOf = (measure: RuleMeasure): number => (measure === 'margin-ratio' ? 100 : 1);

export const newRule = (): RuleDraft => ({
  id: crypto.randomUUID(),
  name: '',
  measure: 'expected-shortfall',
  scope: { of: 'book' },
  side: 'above',
  watch: '',
  call: '',
  hysteresis: '5',
});

/** A kept rule as it is edited. */
export function draftOfRule({ watch, call, hysteresis, ...rule }: WarningRule): RuleDraft {
  const shown = (limit: number | null): string =>
    limit === null ? '' : fieldText(Number((limit * unitOf(rule.measure)).toPrecision(12)));
  return {
    ...rule,
    watch: shown(watch),
    call: shown(call),
    hysteresis: fieldText(Number((hysteresis * 100).toPrecision(12))),
  };
}

/** The rule that was typed, or why it is none. */
export function typedRule(
  draft: RuleDraft,
): { readonly rule: WarningRule } | { readonly fault: string } {
  const name = draft.name.trim();
  if (name === '') return { fault: 'A limit needs a name' };
  const limit = (text: string): number | null | undefined => {
    if (text.trim() === '') return null;
    const value = typedNumber(text);
    return value === null ? undefined : value / unitOf(draft.measure);
  };
  const watch = limit(draft.watch);
  const call = limit(draft.call);
  if (watch === undefined) return { fault: `${name}: "${draft.watch}" is no number` };
  if (call === undefined) return { fault: `${name}: "${draft.call}" is no number` };
  if (watch === null && call === null) return { fault: `${name}: one of the two limits is needed` };
  const isInOrder =
    watch === null || call === null || (draft.side === 'above' ? watch <= call : watch >= call);
  if (!isInOrder) return { fault: `${name}: the limit of a call lies beyond that of the watch` };
  const back = typedNumber(draft.hysteresis);
  if (back === null || back < 0 || back > 50) {
    return { fault: `${name}: "${draft.hysteresis}" is no number from 0 to 50` };
  }
  const { id, measure, scope, side } = draft;
  return { rule: { id, name, measure, scope, side, watch, call, hysteresis: back / 100 } };
}
