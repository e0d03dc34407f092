/**
 * Since 4/2026 the sockets of USD-M are two, and since 12/2025 options come over the same: `public`
 * carries quotes, books and trades, `market` what is computed. A channel that is asked for at the wrong
 * one is confirmed and stays silent.
 */
export const binanceEndpoints = {
  spotSocket: 'wss://stream.binance.com:9443/stream',
  spotRest: 'https://api.binance.com',
  usdmPublicSocket: 'wss://fstream.binance.com/public/stream',
  usdmMarketSocket: 'wss://fstream.binance.com/market/stream',
  usdmRest: 'https://fapi.binance.com',
  coinmSocket: 'wss://dstream.binance.com/stream',
  coinmRest: 'https://dapi.binance.com',
  optionsPublicSocket: 'wss://fstream.binance.com/public/stream',
  optionsMarketSocket: 'wss://fstream.binance.com/market/stream',
  optionsRest: 'https://eapi.binance.com',
  portfolioRest: 'https://papi.binance.com',
};
