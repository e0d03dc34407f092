import { z } from 'zod';
import { asset, marginAccountId } from '../../engine/values/ids.ts';
import { instant } from '../../engine/values/units.ts';
import {
  assetPair,
  correlationChoice,
  correlationDraft,
  correlationEdits,
  windowDays,
} from '../parameters/correlation-edits.ts';
import { chainWishDocument } from '../parameters/chain.ts';
import { feedChange, feedsDocument } from '../parameters/feeds.ts';
import { houseDocument } from '../parameters/house.ts';
import { preferencesDocument } from '../parameters/preferences.ts';
import { whatIfDraft, whatIfDrafts } from '../parameters/what-if.ts';
import { warningRuleList, warningRulesDocument } from '../parameters/warning-rules.ts';
import { layoutsDocument } from '../parameters/layouts.ts';
import { moveCostsDocument } from '../parameters/move-costs.ts';
import { PriceMove } from '../parameters/numbers/scalars.ts';
import { largestPart, type RequestName, type Requests } from '../../engine/contract/contract.ts';

const name = z.string().min(1).max(1024);
const token = z.string().min(1).max(256);
const time = z.int().transform(instant);
const secret = z.string().min(1).max(1024);
const account = name.transform(marginAccountId);
const importId = z.tuple([z.int().nonnegative()]);
const nothing = z.tuple([]);
const slice = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('book') }),
  z.strictObject({ by: z.enum(['venue', 'account', 'underlying']), of: name }),
]);

const treeName = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('house') }),
  z.strictObject({ of: z.literal('saving') }),
  z.strictObject({ of: z.literal('equity'), account }),
  z.strictObject({
    of: z.literal('requirement'),
    account,
    way: z.enum(['isolated', 'cross', 'portfolio', 'house']).nullable(),
    need: z.enum(['initial', 'maintenance']),
  }),
]);
const treePlace = z.strictObject({
  tree: treeName,
  path: z.array(z.int().nonnegative()).max(64),
  label: z.string().max(4096),
});

const sentFile = z.strictObject({
  file: token,
  options: z.strictObject({
    account: name.nullable(),
    format: name.nullable(),
    mapping: z
      .strictObject({ name, columns: z.record(z.string().max(256), z.string().max(1024)) })
      .nullable(),
  }),
});

/** A part in base64: four characters for three bytes. */
const longestPart = 4 * Math.ceil(largestPart / 3);

/** What each request's arguments must look like: the window is not trusted. */
export const requestArguments: {
  readonly [K in RequestName]: z.ZodType<Parameters<Requests[K]>>;
} = {
  desk: nothing,
  snapshot: nothing,
  marginParts: z.tuple([treePlace]),
  openFile: z.tuple([z.strictObject({ name, size: z.int().nonnegative() })]),
  sendPart: z.tuple([
    z.strictObject({
      file: token,
      base64: z.string().max(longestPart).refine(isBase64, 'is not base64'),
    }),
  ]),
  previewImport: z.tuple([sentFile]),
  commitImports: z.tuple([z.array(sentFile).max(1000)]),
  stopImports: nothing,
  closeFiles: z.tuple([z.array(token).max(1000)]),
  undoImport: importId,
  redoImport: importId,
  loadSample: nothing,
  exportReport: z.tuple([z.enum(['csv', 'json', 'html', 'xlsx'])]),
  callOutlook: z.tuple([account]),
  editionDays: z.tuple([account]),
  requirementOn: z.tuple([account, z.iso.date()]),
  proposeMoves: z.tuple([
    z.strictObject({ goal: z.enum(['target', 'release']), target: z.number().positive().max(1) }),
  ]),
  remedies: z.tuple([account]),
  liquidation: z.tuple([account, z.enum(['published', 'estimate'])]),
  collateral: z.tuple([account]),
  statementTimes: nothing,
  changes: z.tuple([time, time.nullable()]),
  compare: z.tuple([time, time.nullable()]),
  stress: nothing,
  cascade: z.tuple([
    z.strictObject({
      asset: name.transform(asset),
      move: PriceMove,
      depth: z.number().positive(),
      fee: z.number().min(0).max(1),
    }),
  ]),
  correlation: z.tuple([correlationChoice, correlationChoice.nullable()]),
  correlationPair: z.tuple([assetPair, windowDays]),
  correlationWorth: nothing,
  pairWorth: z.tuple([assetPair]),
  correlationWhatIf: z.tuple([correlationEdits]),
  correlationDraft: nothing,
  setCorrelationDraft: z.tuple([correlationDraft]),
  riskByMethod: z.tuple([slice]),
  backtest: z.tuple([slice, z.enum(['today', 'dated'])]),
  marginBacktest: z.tuple([account]),
  forecast: nothing,
  conformance: nothing,
  moveCosts: nothing,
  setMoveCosts: z.tuple([moveCostsDocument]),
  housePolicy: nothing,
  setHousePolicy: z.tuple([houseDocument]),
  feeds: nothing,
  setFeeds: z.tuple([feedsDocument]),
  changeFeed: z.tuple([feedChange]),
  openKeys: z.tuple([secret]),
  lockKeys: nothing,
  addKey: z.tuple([
    z.strictObject({
      venue: token,
      account: token,
      fields: z.record(z.string().max(64), z.string().max(16_384)),
    }),
  ]),
  removeKey: z.tuple([token]),
  market: z.tuple([name.transform(asset).nullable()]),
  unwind: nothing,
  surfaces: z.tuple([name.transform(asset)]),
  recordings: nothing,
  openReplay: z.tuple([
    z.strictObject({ venue: token.nullable(), from: time.nullable(), to: time.nullable() }),
  ]),
  controlReplay: z.tuple([
    z.discriminatedUnion('action', [
      z.strictObject({ action: z.literal('play'), speed: z.number().positive().nullable() }),
      z.strictObject({ action: z.literal('pause') }),
      z.strictObject({ action: z.literal('seek'), at: time }),
      z.strictObject({ action: z.literal('close') }),
    ]),
  ]),
  replay: nothing,
  tourDone: nothing,
  endTour: nothing,
  review: nothing,
  setReview: z.tuple([time.nullable()]),
  chain: nothing,
  setChain: z.tuple([chainWishDocument]),
  whatIfDrafts: nothing,
  setWhatIfDrafts: z.tuple([whatIfDrafts]),
  whatIfChoices: nothing,
  whatIf: z.tuple([whatIfDraft]),
  whatIfHedges: z.tuple([whatIfDraft, name]),
  alerts: nothing,
  warningHistory: nothing,
  acknowledgeWarning: z.tuple([name, z.string().max(1000)]),
  snoozeWarning: z.tuple([
    name,
    z
      .int()
      .min(0)
      .max(60 * 24 * 30),
  ]),
  warningRules: nothing,
  setWarningRules: z.tuple([warningRulesDocument]),
  tryRules: z.tuple([warningRuleList]),
  diagnostics: nothing,
  preferences: nothing,
  setPreferences: z.tuple([preferencesDocument]),
  layouts: nothing,
  setLayouts: z.tuple([layoutsDocument]),
  mappings: nothing,
  formats: nothing,
};

export const isRequestName = (text: string): text is RequestName =>
  Object.hasOwn(requestArguments, text);

const SLICE = 65_536;

/** In slices, since one regular expression over 100 MB can exhaust its own stack. */
function isBase64(text: string): boolean {
  if (text.length % 4 !== 0) return false;
  const body = text.endsWith('==') ? -2 : text.endsWith('=') ? -1 : text.length;
  const unpadded = text.slice(0, body);
  for (let from = 0; from < unpadded.length; from += SLICE) {
    if (!/^[A-Za-z0-9+/]*$/.test(unpadded.slice(from, from + SLICE))) return false;
  }
  return true;
}
