import { beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../src/engine/values/outcome.ts';
import { venue } from '../../../../src/engine/values/ids.ts';
import {
  AccountFollower,
  type AccountDocument,
  type FollowState,
} from '../../../../src/main/feeds/accounts/account-follower.ts';
import type { VenueAccount } from '../../../../src/main/feeds/venue-account.ts';
import { VirtualWorld } from '../../../support/virtual-world.ts';

const CANARY = 'canary-5b1e-secret';
const HOST = 'https://venue.test';

/** A venue that answers in one way; the key stands in every URL and header, as signed requests have it. */
const account: VenueAccount = {
  venue: venue('DERIBIT'),
  fields: [{ name: 'key', secret: true }],
  clock: () => `${HOST}/time`,
  permission: ({ key }, at) => ({
    method: 'GET',
    url: `${HOST}/permissions?at=${at}&signature=${key}`,
    headers: { key: key ?? '' },
    body: null,
  }),
  judge: (answer) =>
    JSON.stringify(answer).includes('trade')
      ? fail('unsupported-operation', 'the key may trade')
      : ok(null),
  questions: ({ key }, at) =>
    ['positions', 'balances'].map((title) => ({
      format: title,
      title,
      request: {
        method: 'GET',
        url: `${HOST}/${title}?at=${at}&signature=${key}`,
        headers: {},
        body: null,
      },
    })),
  refusal: (answer) =>
    typeof answer === 'object' && answer !== null && 'error' in answer
      ? String(answer.error)
      : null,
};

let world: VirtualWorld;
let states: { state: FollowState; fault: string | null }[];
let rounds: (readonly AccountDocument[])[];
let answers: Record<string, { status?: number; text: string; retryAfter?: number }>;

function follow(): AccountFollower {
  return new AccountFollower({
    account,
    credentials: { key: CANARY },
    endpoints: {},
    around: world.around,
    every: 10_000,
    onAnswers: (documents) => rounds.push(documents),
    onState: (state, fault) => states.push({ state, fault }),
  });
}

const asked = (path: string): number =>
  world.requests.filter(({ url }) => url.startsWith(`${HOST}/${path}`)).length;

beforeEach(() => {
  world = new VirtualWorld();
  states = [];
  rounds = [];
  answers = {
    time: { text: '{"serverTime":1790000000123}' },
    permissions: { text: '{"scope":"read"}' },
    positions: { text: '{"result":[]}' },
    balances: { text: '{"result":[1]}' },
  };
  world.answer = (url) => {
    const path = new URL(url).pathname.slice(1);
    const { status = 200, text, retryAfter = null } = answers[path] ?? { text: '{}' };
    return { status, text, retryAfter };
  };
});

describe('AccountFollower', () => {
  it('asks the venue’s time, what the key may do once, and then every question again and again', async () => {
    follow();
    for (let second = 0; second < 25; second++) await world.pass(1_000);
    expect(asked('permissions')).toBe(1);
    expect(asked('positions')).toBe(3);
    expect(rounds).toHaveLength(3);
    expect(rounds[0]).toMatchObject([
      { format: 'positions', text: '{"result":[]}' },
      { format: 'balances', text: '{"result":[1]}' },
    ]);
    expect(world.requests.some(({ url }) => url.includes('at=1790000000123'))).toBe(true);
    expect(states.map(({ state }) => state)).toEqual([
      'checking',
      'following',
      'following',
      'following',
    ]);
  });

  it('refuses a key that may do more than read, and asks nothing with it', async () => {
    answers['permissions'] = { text: '{"scope":"read trade"}' };
    follow();
    await world.pass(600_000);
    expect(states.at(-1)).toEqual({ state: 'refused', fault: 'the key may trade' });
    expect(asked('positions')).toBe(0);
    expect(asked('permissions')).toBe(1);
  });

  it('takes the questions that are answered, and names those that are not', async () => {
    answers['balances'] = { status: 400, text: '{"error":"no such account"}' };
    follow();
    await world.pass(1_000);
    expect(rounds[0]?.map(({ title }) => title)).toEqual(['positions']);
    expect(states.at(-1)).toEqual({ state: 'following', fault: 'balances: no such account' });
  });

  it('honours the wait that a venue asks for, and backs off when nothing is answered', async () => {
    answers['positions'] = { status: 429, text: '', retryAfter: 120_000 };
    follow();
    await world.pass(1_000);
    expect(states.at(-1)).toEqual({ state: 'failing', fault: 'status 429: too many requests' });
    await world.pass(118_000);
    expect(asked('positions')).toBe(1);
    await world.pass(3_000);
    expect(asked('positions')).toBe(2);
  });

  it('tells what failed in its own words: never the request, and so never the key', async () => {
    world.answer = (url) => {
      throw new Error(`could not fetch ${url}`);
    };
    follow();
    await world.pass(60_000);
    answers['time'] = { text: 'no json' };
    expect(states.at(-1)).toEqual({ state: 'failing', fault: 'the venue was not reached' });
    expect(JSON.stringify([states, rounds])).not.toContain(CANARY);
  });

  it('says nothing after it was stopped', async () => {
    const follower = follow();
    await world.pass(1_000);
    const before = states.length;
    follower.stop();
    await world.pass(100_000);
    expect(states).toHaveLength(before);
    expect(asked('positions')).toBe(1);
  });
});
