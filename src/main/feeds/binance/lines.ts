import {
  BINANCE_COINM,
  BINANCE_OPTIONS,
  BINANCE_SPOT,
  BINANCE_USDM,
} from '../../imports/binance/accounts.ts';
import type { Poll, Wanted } from '../venue-feed.ts';
import type { binanceEndpoints } from './endpoints.ts';
import type { Line } from './line.ts';
import * as streams from './streams.ts';

type Urls = typeof binanceEndpoints;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Weights a minute, an address: 6000 of spot, 2400 of the others. */
const SPOT_REQUESTS = { most: 6_000, per: MINUTE };
const REQUESTS = { most: 2_400, per: MINUTE };
/** 5 messages a second to spot, 10 to the others, our answers to pings among them: one is left for these. */
const SPOT_MESSAGES = { most: 4, per: 1_000 };
const MESSAGES = { most: 9, per: 1_000 };
/** Channels a socket: 1024 of spot and futures, 200 of options. */
const CHANNELS = 1_024;
const OPTION_CHANNELS = 200;

const poll = (url: string, every: number, weight: number): Poll => ({
  url,
  body: null,
  every,
  weight,
});

const interests = (rest: string, symbols: readonly string[]): readonly Poll[] =>
  symbols.map((symbol) =>
    poll(`${rest}/openInterest?symbol=${encodeURIComponent(symbol)}`, MINUTE, 1),
  );

function spotLines({ instruments }: Wanted, at: Urls): readonly Line[] {
  const rest = `${at.spotRest}/api/v3`;
  return [
    {
      name: 'spot',
      url: at.spotSocket,
      groups: instruments.filter(({ market }) => market === BINANCE_SPOT).map(streams.spotGroup),
      most: CHANNELS,
      messages: SPOT_MESSAGES,
      requests: SPOT_REQUESTS,
      rest,
      depthWeight: 50,
      polls: [poll(`${rest}/exchangeInfo?showPermissionSets=false`, HOUR, 20)],
    },
  ];
}

/** `fundingInfo` has an allowance of its own, 500 in five minutes, and counts as 1 here. */
const futuresPolls = (rest: string, symbols: readonly string[]): readonly Poll[] => [
  poll(`${rest}/exchangeInfo`, HOUR, 1),
  poll(`${rest}/fundingInfo`, HOUR, 1),
  ...interests(rest, symbols),
];

function usdmLines({ instruments, assets }: Wanted, at: Urls): readonly Line[] {
  const rest = `${at.usdmRest}/fapi/v1`;
  const own = instruments.filter(({ market }) => market === BINANCE_USDM);
  const common = {
    most: CHANNELS,
    messages: MESSAGES,
    requests: REQUESTS,
    rest,
    depthWeight: 20,
  };
  const marks = [...own.map(streams.usdmMarketGroup), ...assets.map(streams.usdmAssetGroup)];
  const symbols = own.map(({ symbol }) => symbol);
  return [
    {
      ...common,
      name: 'usdm-public',
      url: at.usdmPublicSocket,
      groups: own.map(streams.usdmPublicGroup),
      polls: [],
    },
    {
      ...common,
      name: 'usdm-market',
      url: at.usdmMarketSocket,
      groups: marks,
      polls: futuresPolls(rest, symbols),
    },
  ];
}

function coinmLines({ instruments, assets }: Wanted, at: Urls): readonly Line[] {
  const rest = `${at.coinmRest}/dapi/v1`;
  const own = instruments.filter(({ market }) => market === BINANCE_COINM);
  const symbols = own.map(({ symbol }) => symbol);
  return [
    {
      name: 'coinm',
      url: at.coinmSocket,
      groups: [...own.map(streams.coinmGroup), ...assets.map(streams.coinmAssetGroup)],
      most: CHANNELS,
      messages: MESSAGES,
      requests: REQUESTS,
      rest,
      depthWeight: 20,
      polls: futuresPolls(rest, symbols),
    },
  ];
}

function optionLines({ instruments, assets }: Wanted, at: Urls): readonly Line[] {
  const rest = `${at.optionsRest}/eapi/v1`;
  const own = instruments.filter(({ market }) => market === BINANCE_OPTIONS);
  const symbols = own.map(({ symbol }) => symbol);
  const bases = new Set([...assets, ...symbols.map((symbol) => symbol.split('-', 1)[0] ?? '')]);
  const common = {
    most: OPTION_CHANNELS,
    messages: MESSAGES,
    requests: REQUESTS,
    rest,
    depthWeight: 20,
  };
  const marks = [...bases].map(streams.optionAssetGroup);
  return [
    {
      ...common,
      name: 'options-public',
      url: at.optionsPublicSocket,
      groups: own.map(streams.optionPublicGroup),
      polls: [],
    },
    {
      ...common,
      name: 'options-market',
      url: at.optionsMarketSocket,
      groups:
        marks.length === 0
          ? []
          : [streams.optionIndices, ...marks, ...streams.optionInterestGroups(symbols)],
      polls: [poll(`${rest}/exchangeInfo`, HOUR, 1)],
    },
  ];
}

/** Every kind of socket that what is wanted may need; those without channels are not opened. */
export const linesOf = (wanted: Wanted, at: Urls): readonly Line[] =>
  [spotLines, usdmLines, coinmLines, optionLines].flatMap((lines) => lines(wanted, at));
