import type { MarginNode } from '../contract/margin-node.ts';
import type { Liquidation, Warning } from '../contract/snapshot.ts';
import type { AccountFigures } from '../margin/account.ts';
import type { WarningLimits } from '../model/parameters.ts';
import { amount } from '../values/units.ts';
import { figure, percentage } from './wording.ts';

const titles = {
  watch: 'near a margin call',
  call: 'margin call',
  liquidation: 'liquidation',
} as const;

/** What a warning is told from. */
type Warned = Pick<AccountFigures, 'account' | 'name' | 'equity' | 'requirement' | 'liquidations'>;

/** The warning of an account at a level, with the figures that led to it and a way out. */
export function marginWarning(of: Warned, level: Warning['level'], limits: WarningLimits): Warning {
  const { equity, requirement } = of;
  const { maintenance } = requirement;
  const base = {
    id: `margin|${of.account}`,
    level,
    account: of.account,
    title: `${of.name}: ${titles[level]}`,
  };
  if (!equity.ok || !maintenance.ok) {
    const missing = !equity.ok ? equity.failure : !maintenance.ok ? maintenance.failure : null;
    return {
      ...base,
      cause: `The account was at this level when it was last known; its figures are unknown now: ${missing?.message ?? ''}.`,
      remedy: 'Bring the account’s positions, balances and prices up to date.',
      shortfall: null,
    };
  }
  const held = equity.value.value;
  const needed = maintenance.value.value;
  const { unit } = maintenance.value;
  const target = limits[level] - limits.hysteresis;
  const missing = Math.max(needed / target - held, 0);
  const used = held > 0 ? `, ${percentage(needed / held)} of it` : '';
  const causes = [
    `Equity is ${figure(held)} ${unit}, maintenance margin ${figure(needed)} ${unit}${used}; the limit is ${percentage(limits[level])}.`,
    leadingPart(maintenance.value),
    nearest(of.liquidations),
  ];
  const remedies = [
    `Add ${figure(missing)} ${unit} of collateral to come to ${percentage(target)}`,
    held > 0 && needed > 0
      ? `or cut maintenance margin by ${figure(needed - held * target)} ${unit} (${percentage(1 - (held * target) / needed)} of it).`
      : 'or close positions.',
  ];
  return {
    ...base,
    cause: causes.filter((one) => one !== null).join(' '),
    remedy: remedies.join(', '),
    shortfall: amount(missing),
  };
}

/** Sums and conversions above the positions are stepped over. */
function contributors(
  of: MarginNode,
): readonly { label: string; value: number; scenario?: string }[] {
  if (of.rule !== 'sum') return [{ ...of }];
  return of.parts.flatMap((settled) => {
    const [total, rate] = settled.rule === 'product' ? settled.parts : [settled];
    return (total?.parts ?? []).map((part) => {
      const scenario = scenarioIn(part);
      return {
        label: part.label,
        value: part.value * (rate?.value ?? 1),
        ...(scenario === undefined ? {} : { scenario }),
      };
    });
  });
}

function scenarioIn(of: MarginNode): string | undefined {
  if (of.scenario !== undefined) return of.scenario;
  for (const part of of.parts) {
    const found = scenarioIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The position or underlying that asks for most; null where a total is all that is known. */
function leadingPart(maintenance: MarginNode): string | null {
  const parts = contributors(maintenance);
  const [most] = parts.toSorted((a, b) => b.value - a.value);
  if (most === undefined || most.value <= 0 || most.label === maintenance.label) return null;
  const fears = most.scenario === undefined ? '' : ` (worst case: ${most.scenario})`;
  return `${most.label} asks for ${figure(most.value)} ${maintenance.unit} of it${fears}.`;
}

/** The nearest price that would bring liquidation. */
function nearest(liquidations: readonly Liquidation[]): string | null {
  const [first] = liquidations
    .filter(({ distance }) => distance !== null)
    .toSorted((a, b) => (a.distance ?? 0) - (b.distance ?? 0));
  if (first === undefined) return null;
  const { underlying, price, below, above } = first;
  const closest = [below, above]
    .filter((one) => one !== null)
    .toSorted((a, b) => Math.abs(a - price) - Math.abs(b - price))[0];
  if (closest === undefined) return null;
  return `Liquidation is at ${underlying} ${figure(closest)}, ${percentage(closest / price - 1)} from ${figure(price)}.`;
}
