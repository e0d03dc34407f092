import { createRequire } from 'node:module';
import { spreadMargin } from '../../src/engine/margin/zeta/spread.ts';
import { zetaMargin } from '../../src/engine/margin/zeta/zeta.ts';
import { draws } from './random.mjs';

const require = createRequire(import.meta.url);

/** The package counts lots in thousandths and dollars in millionths. */
const lots = (count) => Math.round(count * 1000);
const dollars = (amount) => Math.round(amount * 1e6);

function marketOf({ between }) {
  const rate = (low, high) => {
    const initial = between(low, high);
    return { initial, maintenance: initial * between(0.4, 1) };
  };
  const spot = between(1, 100);
  const rates = {
    future: rate(0.02, 0.3),
    soldDynamic: rate(0.05, 0.4),
    soldLeast: rate(0.02, 0.2),
    boughtMark: rate(0.5, 1),
    boughtMost: rate(0.1, 1),
    putCap: between(0.2, 1),
  };
  return { spot, rates };
}

/** One series: eleven calls, eleven puts of the same strikes, and the future. */
function seriesOf({ between, whole }, spot) {
  const step = Math.max(1, Math.round(spot / 8));
  const lowest = whole(1, 4);
  const strikes = Array.from({ length: 11 }, (_, i) => (lowest + i) * step);
  const options = (right) =>
    strikes.map((strike) => ({
      name: `${right} ${strike}`,
      option: { right, strike, mark: dollars(between(0, spot)) / 1e6 },
    }));
  return [...options('call'), ...options('put'), { name: 'future', option: null }];
}

/** The same market in the package's own objects. */
function setTheirMarket({ Exchange, constants, types }, { spot, rates }, products) {
  const BN = require('@project-serum/anchor').BN;
  const idle = Array.from({ length: constants.ACTIVE_MARKETS - products.length }, () => ({
    strike: null,
  }));
  const kind = { call: types.Kind.CALL, put: types.Kind.PUT };
  const strikes = products.slice(0, 11).map(({ option }) => option.strike);
  Exchange.getSubExchange = () => ({
    marginParams: {
      futureMarginInitial: rates.future.initial,
      futureMarginMaintenance: rates.future.maintenance,
      optionMarkPercentageLongInitial: rates.boughtMark.initial,
      optionMarkPercentageLongMaintenance: rates.boughtMark.maintenance,
      optionSpotPercentageLongInitial: rates.boughtMost.initial,
      optionSpotPercentageLongMaintenance: rates.boughtMost.maintenance,
      optionDynamicPercentageShortInitial: rates.soldDynamic.initial,
      optionDynamicPercentageShortMaintenance: rates.soldDynamic.maintenance,
      optionSpotPercentageShortInitial: rates.soldLeast.initial,
      optionSpotPercentageShortMaintenance: rates.soldLeast.maintenance,
      optionShortPutCapPercentage: rates.putCap,
    },
    markets: {
      markets: [
        ...products.map(({ option }) => ({
          strike: option?.strike ?? 0,
          kind: option === null ? types.Kind.FUTURE : kind[option.right],
        })),
        ...idle,
      ],
      getStrikesByExpiryIndex: () => strikes,
    },
    greeks: {
      markPrices: products.map(({ option }) => new BN(dollars(option?.mark ?? spot))),
    },
  });
  Reflect.set(Exchange, '_oracle', { getPrice: () => ({ price: spot }) });
}

/** Positions of a margin account as the package holds them. */
function theirLedgers(positions) {
  const BN = require('@project-serum/anchor').BN;
  return positions.map((of) => ({
    position: { size: new BN(lots(of.size)) },
    orderState: { openingOrders: [new BN(lots(of.bids)), new BN(lots(of.asks))] },
  }));
}

/** The options that are held, with futures for the calls that are sold beyond those bought. */
function spreadOf({ between }, positions, spot) {
  const held = positions
    .filter((of) => of.product.option !== null && of.size !== 0)
    .map(({ product: { option }, size }) => ({
      right: option.right,
      strike: option.strike,
      size,
      cost: dollars(between(0, spot) * Math.abs(size)) / 1e6,
    }));
  const sold = held.reduce((net, of) => (of.right === 'call' ? net - of.size : net), 0);
  return [...held, { right: 'call', strike: 0, size: Math.max(0, sold), cost: 0 }];
}

/** A spread account as the package holds it: calls, puts, future. */
function theirSpread(spread, products, { PRODUCTS_PER_EXPIRY, SERIES_FUTURE_INDEX }) {
  const BN = require('@project-serum/anchor').BN;
  const all = Array.from({ length: PRODUCTS_PER_EXPIRY }, () => ({
    size: new BN(0),
    costOfTrades: new BN(0),
  }));
  for (const { right, strike, size, cost } of spread) {
    const place =
      strike === 0
        ? SERIES_FUTURE_INDEX
        : products.findIndex((p) => p.option?.right === right && p.option.strike === strike);
    all[place] = { size: new BN(lots(size)), costOfTrades: new BN(dollars(cost)) };
  }
  return { positions: all };
}

/**
 * Generated accounts of one series, each need by both, and the largest loss of a spread account. The
 * package keeps its market in one place, so each case must be computed before the next is drawn.
 */
export function* zetaCases(count) {
  const sdk = require('@zetamarkets/sdk');
  const { RiskCalculator } = require('@zetamarkets/sdk/dist/risk.js');
  const { assets, riskUtils } = sdk;
  const asset = assets.toProgramAsset(assets.Asset.SOL);
  const random = draws(6);
  const { whole, chance } = random;
  for (let i = 0; i < count; i++) {
    const market = marketOf(random);
    const products = seriesOf(random, market.spot);
    const positions = products.map((product) => ({
      product,
      size: chance(0.4) ? whole(-50, 50) : 0,
      bids: chance(0.3) ? whole(0, 20) : 0,
      asks: chance(0.3) ? whole(0, 20) : 0,
    }));
    setTheirMarket(sdk, market, products);
    const state = { ...market, positions, concession: null };
    const calculator = new RiskCalculator([assets.Asset.SOL]);
    const account = {
      asset,
      accountType: { normal: {} },
      productLedgers: theirLedgers(positions),
    };
    const notional = positions.reduce(
      (all, of) => all + (Math.abs(of.size) + of.bids + of.asks) * market.spot,
      1,
    );
    yield {
      name: `account ${i} initial`,
      ours: () => zetaMargin(state).initial.value,
      theirs: () => {
        calculator.updateMarginRequirements(assets.Asset.SOL);
        return calculator.calculateTotalInitialMargin(account, true);
      },
      tolerance: 1e-12 * notional,
    };
    yield {
      name: `account ${i} maintenance`,
      ours: () => zetaMargin(state).maintenance.value,
      theirs: () => {
        calculator.updateMarginRequirements(assets.Asset.SOL);
        return calculator.calculateTotalMaintenanceMargin(account);
      },
      tolerance: 1e-12 * notional,
    };
    const spread = spreadOf(random, positions, market.spot);
    const theirs = theirSpread(spread, products, sdk.constants);
    const group = { asset, expirySeries: [null], products: [{ strike: { isSet: true } }] };
    yield {
      name: `spread account ${i}`,
      ours: () => spreadMargin('series', spread).value,
      theirs: () => riskUtils.calculateSpreadAccountMarginRequirement(theirs, group) / 1e6,
      // The package rounds the step between two strikes down to a millionth.
      tolerance: 3e-5 + 1e-12 * notional,
    };
  }
}
