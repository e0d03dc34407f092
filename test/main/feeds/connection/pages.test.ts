import { describe, expect, it } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import { AccountFollower } from '../../../../src/main/feeds/accounts/account-follower.ts';
import { bybitFeed } from '../../../../src/main/feeds/bybit/feed.ts';
import { bybitAccounts } from '../../../../src/main/feeds/bybit/private.ts';
import { Budget } from '../../../../src/main/feeds/connection/budget.ts';
import { Connection } from '../../../../src/main/feeds/connection/connection.ts';
import { Requests } from '../../../../src/main/feeds/connection/requests.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { VirtualWorld } from '../../../support/virtual-world.ts';

/** What Bybit would answer: lists in two pages, the second behind the cursor `two`. */
function pagesOf(url: string): string {
  const asked = new URL(url);
  const category = asked.searchParams.get('category');
  const second = asked.searchParams.get('cursor') === 'two';
  const contract = { contractType: 'LinearPerpetual', baseCoin: second ? 'ETH' : 'BTC', quoteCoin: 'USDT', settleCoin: 'USDT', deliveryTime: '0', fundingInterval: 480, lotSizeFilter: {} }; // prettier-ignore
  const position = { side: 'Buy', size: '1', positionIdx: 0, positionValue: '1' };
  const row = { ...contract, ...position, symbol: second ? 'ETHUSDT' : 'BTCUSDT' };
  const result = { category, list: [row], nextPageCursor: second ? '' : 'two', readOnly: 1 };
  return JSON.stringify({ retCode: 0, retMsg: 'OK', result, time: 1672738134824 });
}

describe('lists with further pages', () => {
  it('are asked for to their end, and from the beginning the next time', async () => {
    const world = new VirtualWorld();
    world.answer = (url) => ({ status: 200, text: pagesOf(url), retryAfter: null });
    const [plan] = bybitFeed.connections({ instruments: [], assets: [asset('BTC')] }, {});
    if (plan === undefined) throw new Error('no plan');
    const market = new VenueMarket(bybitFeed);
    const connection = new Connection({
      plan,
      market,
      requests: new Requests(plan.limits.requests, world.around),
      connections: new Budget(plan.limits.connections),
      around: world.around,
      onFrame: () => undefined,
      onState: () => undefined,
    });
    await world.pass(1_000);
    const cursors = () => world.requests.map(({ url }) => new URL(url).searchParams.get('cursor'));
    expect(cursors()).toEqual([null, 'two']);
    expect([...market.contracts.keys()]).toEqual(['BTCUSDT.BYBIT-LINEAR', 'ETHUSDT.BYBIT-LINEAR']);
    await world.pass(3_600_000);
    expect(cursors()).toEqual([null, 'two', null, 'two']);
    connection.stop();
  });

  it('of an account are one document', async () => {
    const world = new VirtualWorld();
    world.answer = (url) => ({ status: 200, text: pagesOf(url), retryAfter: null });
    const texts: string[] = [];
    const follower = new AccountFollower({
      account: { ...bybitAccounts, clock: () => null },
      credentials: { 'API key': 'key', 'API secret': 'secret' },
      endpoints: {},
      around: { ...world.around, now: () => instant(1_672_738_134_824) },
      every: 60_000,
      onAnswers: (documents) => texts.push(...documents.map(({ text }) => text)),
      onState: () => undefined,
    });
    // Each answer of a round is awaited by itself.
    for (let i = 0; i < 50; i++) await world.pass(1);
    follower.stop();
    const [first = ''] = texts;
    const document: unknown = JSON.parse(first);
    const pages = world.requests.filter(({ url }) => url.includes('settleCoin=USDT'));
    expect(document).toEqual(pages.map(({ url }): unknown => JSON.parse(pagesOf(url))));
    expect(pages).toHaveLength(2);
  });
});
