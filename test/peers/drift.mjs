import { createRequire } from 'node:module';
import { assetWeight, sizedWeight } from '../../src/engine/margin/drift/weights.ts';
import { draws } from './random.mjs';

const require = createRequire(import.meta.url);

/** Generated sizes, each weight by both. The package rounds down to a ten-thousandth, after roots of whole numbers. */
export function* driftCases(count) {
  const { calculateMarketMarginRatio, calculateSizeDiscountAssetWeight, BN } = {
    ...require('@drift-labs/sdk/lib/node/math/market.js'),
    ...require('@drift-labs/sdk/lib/node/math/margin.js'),
    BN: require('@coral-xyz/anchor').BN,
  };
  const { between, whole } = draws(5);
  for (let i = 0; i < count; i++) {
    const size = Math.exp(between(Math.log(0.01), Math.log(1e6)));
    const whole9 = new BN(Math.round(size * 1e6)).mul(new BN(1000));
    const imf = whole(1, 5000);
    const maintenance = whole(200, 3000);
    const market = {
      status: 'Active',
      imfFactor: imf,
      marginRatioInitial: maintenance + whole(0, 3000),
      marginRatioMaintenance: maintenance,
    };
    for (const [category, ratio] of [
      ['Initial', market.marginRatioInitial],
      ['Maintenance', maintenance],
    ]) {
      yield {
        name: `size ${size} imf ${imf} ${category} ratio ${ratio}`,
        ours: () => sizedWeight(ratio / 1e4, imf / 1e6, size) * 1e4,
        theirs: () => calculateMarketMarginRatio(market, whole9, category),
        tolerance: 2.01,
      };
    }
    const weight = whole(1000, 10_000);
    yield {
      name: `size ${size} imf ${imf} asset weight ${weight}`,
      ours: () => assetWeight(weight / 1e4, imf / 1e6, size) * 1e4,
      theirs: () =>
        calculateSizeDiscountAssetWeight(whole9, new BN(imf), new BN(weight)).toNumber(),
      tolerance: 2.01,
    };
  }
}
