import type { MarginNode } from '../../contract/margin-node.ts';
import type { DerivePortfolioNumbers, DeriveScenario } from '../../model/derive-numbers.ts';
import { given, sum, worst } from '../tree.ts';
import { heldExpiries, yearsOf, type DeriveState, type HeldExpiry } from './state.ts';
import { expiryValue, staticDiscounts } from './valuation.ts';

const percent = (x: number): string => `${Number((x * 100).toFixed(3))} %`;

const scenarioLabel = ({ spot, volatility }: DeriveScenario): string =>
  volatility === 'linear' || volatility === 'absolute'
    ? `skew ${volatility}`
    : `price ${spot < 1 ? '−' : '+'}${percent(Math.abs(spot - 1))}, volatility ${volatility}`;

const isSkew = ({ volatility }: DeriveScenario): boolean =>
  volatility === 'linear' || volatility === 'absolute';

/** P&L of each part of the book in one scenario, in dollars, gain positive. */
export function scenarioParts(
  state: DeriveState,
  scenario: DeriveScenario,
  numbers: DerivePortfolioNumbers,
): readonly { readonly label: string; readonly pnl: number }[] {
  const { spot, dampening } = scenario;
  const { perpetual } = state;
  const parts = heldExpiries(state).map((expiry) => ({
    label: `Options in ${Math.round((expiry.seconds / 86_400) * 100) / 100} days`,
    pnl: expiryPnl(expiry, scenario, numbers),
  }));
  if (perpetual !== null) {
    const pnl = perpetual.quantity * (spot - 1) * perpetual.price * dampening;
    parts.push({ label: 'Perpetual', pnl });
  }
  for (const { name, amount, price, cancelling } of state.collateral) {
    if (!cancelling) continue;
    const worth = (amount * price) / state.stable;
    parts.push({ label: name, pnl: worth * (spot - 1) * dampening });
  }
  return parts;
}

/** A shocked value counts at its static discount; a tilt of the skew counts as a loss either way. */
function expiryPnl(
  expiry: HeldExpiry,
  scenario: DeriveScenario,
  numbers: DerivePortfolioNumbers,
): number {
  const { spot, volatility, dampening } = scenario;
  const before = expiryValue(expiry, 1, 'none', numbers);
  const after = expiryValue(expiry, spot, volatility, numbers);
  const { positive, negative } = staticDiscounts(expiry, numbers);
  const pnl = (after * (after >= 0 ? positive : negative) - before) * dampening;
  return isSkew(scenario) ? -Math.abs(pnl) : pnl;
}

/**
 * What the forwards may lose apart from the spot: each expiry's worst of two moves, at least 0,
 * × (added + per year × years).
 */
function forwardContingency(state: DeriveState, numbers: DerivePortfolioNumbers): MarginNode {
  const { forward } = numbers;
  const parts = heldExpiries(state).map((expiry) => {
    const before = expiryValue(expiry, 1, 'none', numbers);
    const moved = [forward.up, forward.down].map((move) =>
      Math.max(before - expiryValue(expiry, move, 'none', numbers), 0),
    );
    const years = yearsOf(expiry.seconds);
    const loss = Math.max(...moved) * (forward.added + forward.perYear * years);
    return given(`Options in ${Number((years * 365).toFixed(2))} days`, loss, 'USD');
  });
  return sum('Forward contingency', 'USD', parts, {
    note: 'worst of two moves of each expiry × (added + per year × years)',
  });
}

/** The largest loss of the scenarios and of the forward contingency, at least 0. */
export function worstLoss(state: DeriveState, numbers: DerivePortfolioNumbers): MarginNode {
  const losses = numbers.scenarios.map((scenario) => {
    const parts = scenarioParts(state, scenario, numbers);
    return { scenario, parts, loss: -parts.reduce((total, { pnl }) => total + pnl, 0) };
  });
  const found = losses.reduce((most, one) => (one.loss > most.loss ? one : most), {
    loss: 0,
    scenario: losses[0]?.scenario,
    parts: losses[0]?.parts ?? [],
  });
  const contingency = forwardContingency(state, numbers);
  const nodes = losses.map(({ scenario, parts, loss }) =>
    scenario === found.scenario && loss > 0
      ? sum(
          scenarioLabel(scenario),
          'USD',
          parts.map(({ label, pnl }) => given(label, -pnl, 'USD')),
        )
      : given(scenarioLabel(scenario), loss, 'USD'),
  );
  const scenario =
    contingency.value > found.loss || found.scenario === undefined
      ? contingency.label
      : scenarioLabel(found.scenario);
  return worst('Worst loss', 'USD', [...nodes, contingency], {
    scenario,
    note: 'largest loss over all scenarios and the forward contingency, at least 0',
  });
}
