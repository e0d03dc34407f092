import type { Dialect } from './dialect.ts';
import { binanceFuturesDialect, binanceSpotDialect } from './dialects/binance.ts';
import { bybitDialect } from './dialects/bybit.ts';
import { coinbaseDialect } from './dialects/coinbase.ts';
import { deribitDialect } from './dialects/deribit.ts';
import { hyperliquidDialect } from './dialects/hyperliquid.ts';
import { krakenFuturesDialect, krakenSpotDialect } from './dialects/kraken.ts';
import { okxDialect } from './dialects/okx.ts';

/** Every venue that the campaign plays. A new one is a file in `dialects`, listed here. */
export const dialects: readonly Dialect[] = [
  deribitDialect,
  okxDialect,
  binanceFuturesDialect,
  binanceSpotDialect,
  bybitDialect,
  hyperliquidDialect,
  coinbaseDialect,
  krakenFuturesDialect,
  krakenSpotDialect,
];
