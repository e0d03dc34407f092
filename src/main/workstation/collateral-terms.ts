import type { CollateralTerms } from '../../engine/model/collateral-terms.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { collateralTermsOf } from '../parameters/collateral-terms.ts';
import type { Store } from '../store/store.ts';

const SETTING = 'collateral-terms';

/** The terms that the user set in a store; none until they do. */
export function termsInForce(store: Store): Outcome<CollateralTerms> {
  const set = store.setting(SETTING);
  if (set === undefined) return ok({ concentration: [], borrowing: [], selling: [] });
  const read = collateralTermsOf(set);
  return read.ok ? read : fail('malformed', `the store’s terms: ${read.failure.message}`);
}

/** Sets the terms of a store, unless something is wrong with them. */
export function setTerms(store: Store, content: unknown): Outcome<CollateralTerms> {
  const read = collateralTermsOf(content);
  if (read.ok) store.putSetting(SETTING, read.value);
  return read;
}
