import { derivePortfolioMargin } from '../../../engine/margin/derive/portfolio.ts';
import { deriveStandardMargin } from '../../../engine/margin/derive/standard.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { portfolioState, standardState } from './derive-document.ts';
import { ownModel, type OwnModel } from './own-model.ts';

/** Derive's portfolio margin; `figures` hold the protocol's signed health. */
export const derivePortfolioModel: OwnModel = ownModel(
  'Derive portfolio margin (PMRM2)',
  portfolioState,
  ({ parameters, ...state }) => {
    const { equity, initial, maintenance, markToMarket } = derivePortfolioMargin(state, parameters);
    return ok({
      equity: ok(equity),
      requirement: { initial: ok(initial), maintenance: ok(maintenance) },
      figures: {
        initialMargin: equity.value - initial.value,
        maintenanceMargin: equity.value - maintenance.value,
        markToMarket,
      },
    });
  },
);

/** Derive's standard margin; the equity shown is the one that stands against maintenance margin. */
export const deriveStandardModel: OwnModel = ownModel(
  'Derive standard margin (SRM)',
  standardState,
  (state) => {
    const { initial, maintenance } = deriveStandardMargin(state);
    return ok({
      equity: ok(maintenance.equity),
      requirement: { initial: ok(initial.requirement), maintenance: ok(maintenance.requirement) },
      figures: {
        initialMargin: initial.equity.value - initial.requirement.value,
        maintenanceMargin: maintenance.equity.value - maintenance.requirement.value,
      },
    });
  },
);
