import { market, type Market } from '../values/ids.ts';
import {
  binanceCoinmGrammar,
  binanceOptionsGrammar,
  binanceSpotGrammar,
  binanceUsdmGrammar,
} from './binance.ts';
import { bitmexGrammar } from './bitmex.ts';
import {
  bybitInverseGrammar,
  bybitLinearGrammar,
  bybitOptionGrammar,
  bybitSpotGrammar,
} from './bybit.ts';
import { coinbaseGrammar, coinbaseSpotGrammar } from './coinbase.ts';
import { deribitGrammar } from './deribit.ts';
import { hyperliquidGrammar } from './hyperliquid.ts';
import type { Grammar } from './instrument-name.ts';
import { krakenGrammar } from './kraken.ts';
import { okxGrammar } from './okx.ts';

/** How each market writes its symbols. A symbol means nothing without its market. */
export const GRAMMARS: ReadonlyMap<Market, Grammar> = new Map([
  [market('DERIBIT'), deribitGrammar],
  [market('BINANCE-SPOT'), binanceSpotGrammar],
  [market('BINANCE-USDM'), binanceUsdmGrammar],
  [market('BINANCE-COINM'), binanceCoinmGrammar],
  [market('BINANCE-OPTIONS'), binanceOptionsGrammar],
  [market('OKX'), okxGrammar],
  [market('BYBIT-SPOT'), bybitSpotGrammar],
  [market('BYBIT-LINEAR'), bybitLinearGrammar],
  [market('BYBIT-INVERSE'), bybitInverseGrammar],
  [market('BYBIT-OPTION'), bybitOptionGrammar],
  [market('KRAKEN-FUTURES'), krakenGrammar],
  [market('BITMEX'), bitmexGrammar],
  [market('HYPERLIQUID'), hyperliquidGrammar],
  [market('COINBASE-SPOT'), coinbaseSpotGrammar],
  [market('COINBASE-DERIVATIVES'), coinbaseGrammar],
]);
