import { createRequire } from 'node:module';
import { mangoHealth } from '../../src/engine/margin/mango/mango.ts';
import { draws } from './random.mjs';

const require = createRequire(import.meta.url);
const peer = '@blockworks-foundation/mango-v4';

const weightsOf = ({ between }) => {
  const maintenance = between(0.02, 0.2);
  const initial = maintenance + between(0.01, 0.3);
  return {
    initialAsset: 1 - initial,
    initialLiability: 1 + initial,
    maintenanceAsset: 1 - maintenance,
    maintenanceLiability: 1 + maintenance,
  };
};

/** An account of two to five tokens, some with open orders against the first, and up to two perpetuals. */
function accountOf(random) {
  const { between, whole, chance } = random;
  const tokens = Array.from({ length: whole(2, 5) }, (_, i) => {
    const oracle = i === 0 ? 1 : between(0.1, 200);
    return {
      name: `token${i}`,
      balance: whole(-500, 500),
      oracle,
      stable: oracle * between(0.8, 1.2),
      ...weightsOf(random),
      deposits: chance(0.3) ? { value: between(10, 2000), scaledFrom: between(10, 2000) } : null,
      borrows: chance(0.3) ? { value: between(10, 2000), scaledFrom: between(10, 2000) } : null,
    };
  });
  const orders = tokens.slice(1).flatMap(({ name }) =>
    chance(0.5)
      ? [
          {
            base: name,
            quote: 'token0',
            reservedBase: whole(0, 50),
            reservedQuote: whole(0, 500),
            lowestAsk: chance(0.3) ? between(0.1, 200) : null,
            highestBid: chance(0.3) ? between(0.1, 200) : null,
          },
        ]
      : [],
  );
  const perpetuals = Array.from({ length: whole(0, 2) }, (_, i) => {
    const oracle = between(0.1, 200);
    return {
      market: `perp${i}`,
      settlement: 'token0',
      base: whole(-20, 20) * 10,
      quote: whole(-3000, 3000),
      bids: whole(0, 5) * 10,
      asks: whole(0, 5) * 10,
      oracle,
      stable: oracle * between(0.8, 1.2),
      ...weightsOf(random),
      initialOverall: between(0.5, 1),
      maintenanceOverall: between(0.5, 1),
    };
  });
  return { tokens, orders, perpetuals };
}

/** The same account in the package's own objects. */
function theirs({ tokens, orders, perpetuals }) {
  const { I80F48 } = require(`${peer}/dist/cjs/src/numbers/I80F48.js`);
  const { HealthCache, TokenInfo, Serum3Info, PerpInfo, Prices } = require(
    `${peer}/dist/cjs/src/accounts/healthCache.js`,
  );
  const { BN } = require('@coral-xyz/anchor');
  const n = (x) => I80F48.fromNumber(x);
  const prices = ({ oracle, stable }) => new Prices(n(oracle), n(stable));
  const place = (name) => tokens.findIndex((one) => one.name === name);
  return new HealthCache(
    tokens.map((one, i) => {
      const { deposits, borrows } = one;
      const asset = deposits === null ? 1 : Math.min(1, deposits.scaledFrom / deposits.value);
      const liability = borrows === null ? 1 : Math.max(1, borrows.value / borrows.scaledFrom);
      return new TokenInfo(
        i,
        n(one.maintenanceAsset),
        n(one.initialAsset),
        n(one.initialAsset * asset),
        n(one.maintenanceLiability),
        n(one.initialLiability),
        n(one.initialLiability * liability),
        prices(one),
        n(one.balance),
      );
    }),
    orders.map(
      (one, i) =>
        new Serum3Info(
          n(one.reservedBase),
          n(one.reservedQuote),
          n(one.lowestAsk === null ? 0 : one.reservedBase * one.lowestAsk),
          n(one.highestBid === null ? 0 : one.reservedQuote / one.highestBid),
          place(one.base),
          place(one.quote),
          i,
        ),
    ),
    perpetuals.map(
      (one, i) =>
        new PerpInfo(
          i,
          place(one.settlement),
          n(one.maintenanceAsset),
          n(one.initialAsset),
          n(one.maintenanceLiability),
          n(one.initialLiability),
          n(one.maintenanceOverall),
          n(one.initialOverall),
          new BN(10),
          new BN(one.base / 10),
          new BN(one.bids / 10),
          new BN(one.asks / 10),
          n(one.quote),
          prices(one),
          one.bids + one.asks > 0,
        ),
    ),
  );
}

const healths = [
  ['initial', 'Init'],
  ['liquidation end', 'LiquidationEnd'],
  ['maintenance', 'Maint'],
];

/** Generated accounts, each health by both. The package computes in 48 binary decimals. */
export function* mangoCases(count) {
  const { HealthType } = require(`${peer}/dist/cjs/src/accounts/mangoAccount.js`);
  const types = {
    Init: HealthType.init,
    LiquidationEnd: HealthType.liquidationEnd,
    Maint: HealthType.maint,
  };
  const random = draws(4);
  for (let i = 0; i < count; i++) {
    const account = accountOf(random);
    const cache = theirs(account);
    const size = account.tokens.reduce((all, one) => all + Math.abs(one.balance * one.oracle), 1e3);
    for (const [own, name] of healths) {
      yield {
        name: `account ${i} ${own}`,
        ours: () => mangoHealth(account, own).health,
        theirs: () => cache.health(types[name]).toNumber(),
        tolerance: 1e-9 * size,
      };
    }
  }
}
