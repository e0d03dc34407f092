import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../src/main/feeds/connection/surroundings.ts';
import { exceeded } from '../../../support/faults/budget-use.ts';
import { differences } from '../../../support/faults/checker.ts';
import type { Dialect } from '../../../support/faults/dialect.ts';
import { dialects } from '../../../support/faults/dialects.ts';
import type { FaultPlan, MessageFault } from '../../../support/faults/faults.ts';
import { noTrouble, type Trouble } from '../../../support/faults/played-venue.ts';
import {
  recover,
  shortSession,
  virtualRun,
  type VirtualRun,
} from '../../../support/faults/virtual-run.ts';

const HOUR = 3_600_000;
/** A message each two seconds for an hour. */
const LENGTH = 1_800;

/** With waits of up to a minute at random, an hour has some 120 attempts of each; 400 would be a storm. */
const STORM = 400;

type Bad = {
  readonly name: string;
  readonly trouble?: (dialect: Dialect) => Trouble;
  readonly before?: (run: VirtualRun) => void;
};

const each = (fault: MessageFault, every: number): FaultPlan =>
  new Map(
    Array.from({ length: LENGTH }, (_, i) => [i, fault] as const).filter(([i]) => i % every === 0),
  );

const answers =
  (answer: Answer | 'never') =>
  ({ world }: VirtualRun): void => {
    world.answer = () =>
      answer === 'never' ? new Promise<Answer>(() => undefined) : Promise.resolve(answer);
  };

const status = (of: number, retryAfter: number | null = null): Answer => ({
  status: of,
  text: '{"code":-1003,"msg":"Way too many requests"}',
  retryAfter,
});

const BAD: readonly Bad[] = [
  {
    name: 'no socket opens',
    before: ({ world }) => {
      world.onDial = (side) => side.end('refused');
    },
  },
  {
    name: 'each socket ends soon',
    trouble: () => ({ ...noTrouble, plan: each({ kind: 'end', code: 1013 }, 2) }),
  },
  {
    name: 'every second message is lost',
    trouble: () => ({ ...noTrouble, plan: each({ kind: 'drop' }, 2) }),
  },
  { name: 'whole books are always too old', trouble: () => ({ ...noTrouble, wholeOld: 30 }) },
  {
    name: 'nothing is readable',
    trouble: () => ({
      ...noTrouble,
      plan: each({ kind: 'text', text: '<html>', keeps: false }, 1),
    }),
  },
  { name: 'requests are answered with 429', before: answers(status(429, 30_000)) },
  { name: 'requests are answered with 429 without a wait', before: answers(status(429)) },
  { name: 'requests are answered with 418', before: answers(status(418, 120_000)) },
  { name: 'requests are answered with 503', before: answers(status(503)) },
  { name: 'requests are never answered', before: answers('never') },
];

// F6. With a backoff of 0 the first of these dials 36,000 times an hour.
describe.each(dialects)('F6: $id', (dialect) => {
  it.each(BAD)(
    '$name: no storm in an hour, and the books after it',
    async ({ trouble, before }) => {
      const run = virtualRun(
        dialect,
        shortSession(dialect, LENGTH, 9),
        trouble?.(dialect) ?? noTrouble,
      );
      const { world, venue } = run;
      const dial = world.onDial;
      const answer = world.answer;
      before?.(run);
      for (let i = 0; i < LENGTH; i++) {
        venue.step();
        await world.pass(HOUR / LENGTH);
      }
      expect(exceeded(world, dialect)).toEqual([]);
      expect(world.dials.length).toBeLessThan(STORM);
      expect(venue.counts.wholes).toBeLessThan(STORM);
      expect(world.requests.filter(({ url }) => url.includes('depth')).length).toBeLessThan(STORM);
      expect(run.wrong).toEqual([]);
      world.onDial = dial;
      world.answer = answer;
      expect(await recover(run, 30)).toBe(true);
      expect(run.wrong).toEqual([]);
      expect(differences(run.market, venue.truth, dialect)).toEqual([]);
    },
  );

  // Without `hold` the next request goes out as soon as the allowance lets it.
  it('waits as long as a 429 says', async () => {
    const { world } = virtualRun(dialect, shortSession(dialect, 10, 1), noTrouble, 1, (of) => {
      of.answer = () => status(429, 90_000);
    });
    await world.pass(120_000);
    const times = world.requests.map(({ at }) => at);
    // What was on its way when the first answer came was sent before anybody could know.
    expect(times.filter((at) => at > 1_000 && at < 90_000)).toEqual([]);
    if (times.length > 0) expect(times.some((at) => at >= 90_000)).toBe(true);
  });
});
