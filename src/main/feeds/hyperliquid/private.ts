import { ok } from '../../../engine/values/outcome.ts';
import { HYPERLIQUID } from '../../imports/hyperliquid/names.ts';
import { publicRequest } from '../connection/surroundings.ts';
import { isFields } from '../message-reader.ts';
import type { VenueAccount } from '../venue-account.ts';
import { hyperliquidEndpoints } from './feed.ts';

const ADDRESS = 'address';

/** An account on Hyperliquid is public: whoever knows its address may read it. There is no key, and nothing to sign. */
export const hyperliquidAccounts: VenueAccount = {
  venue: HYPERLIQUID,
  fields: [{ name: ADDRESS, secret: false }],
  clock: () => null,
  permission: null,
  judge: () => ok(null),
  questions: (credentials, _at, { rest = hyperliquidEndpoints.rest }) => [
    {
      format: 'hyperliquid-clearinghouse-json',
      title: 'account',
      request: publicRequest(
        `${rest}/info`,
        JSON.stringify({ type: 'clearinghouseState', user: credentials[ADDRESS] ?? '' }),
      ),
    },
  ],
  refusal: (answer) =>
    isFields(answer) && 'assetPositions' in answer ? null : 'no account is told of that address',
};
