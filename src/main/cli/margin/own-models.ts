import { creditLineModel } from './credit-line.ts';
import { derivePortfolioModel, deriveStandardModel } from './derive.ts';
import { driftModel } from './drift.ts';
import { dydxModel } from './dydx.ts';
import { liquidationPriceModel } from './liquidation-price.ts';
import { mangoModel } from './mango.ts';
import type { OwnModel } from './own-model.ts';
import { paradexModel } from './paradex.ts';
import { scheduleModel } from './schedule.ts';
import { simmModel } from './simm.ts';
import { spanModel } from './span.ts';
import { synthetixModel } from './synthetix.ts';
import { timsModel } from './tims.ts';
import { zetaModel } from './zeta.ts';

/** Every model that is asked in its own terms, by the id that `--model` names it with. */
export const ownModels: Readonly<Record<string, OwnModel>> = {
  'credit-line': creditLineModel,
  'derive-pmrm2': derivePortfolioModel,
  'derive-srm': deriveStandardModel,
  drift: driftModel,
  dydx: dydxModel,
  'liquidation-price': liquidationPriceModel,
  mango: mangoModel,
  paradex: paradexModel,
  schedule: scheduleModel,
  simm: simmModel,
  span: spanModel,
  synthetix: synthetixModel,
  tims: timsModel,
  zeta: zetaModel,
};
