import { z } from 'zod';
import { simm } from '../../../engine/margin/simm/simm.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { Simm } from '../../parameters/numbers/simm.ts';
import { CrifRow, crifOf } from './crif.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const document = z.strictObject({
  calculationCurrency: z.string().length(3).default('USD'),
  calibration: Simm,
  crif: z.array(CrifRow),
});

const noSuchFigure = fail('not-applicable', 'ISDA SIMM is an initial margin');

/** ISDA SIMM of CRIF rows by a calibration of the user's own. */
export const simmModel: OwnModel = ownModel(
  'ISDA SIMM',
  document,
  ({ calculationCurrency: currency, calibration, crif }) => {
    const rows = crifOf(crif, currency);
    if (!rows.ok) return rows;
    const initial = simm({ ...rows.value, currency, calibration });
    return ok({
      equity: noSuchFigure,
      requirement: { initial: ok(initial), maintenance: noSuchFigure },
      figures: { initialMargin: initial.value },
    });
  },
);
