import { liquidationPriceModel } from './liquidation-price.ts';
import type { OwnModel } from './own-model.ts';

/** Every model that is asked in its own terms, by the id that `--model` names it with. */
export const ownModels: Readonly<Record<string, OwnModel>> = {
  'liquidation-price': liquidationPriceModel,
};
