import { answerOf } from '../../src/engine/margin/models.ts';
import { accountsOf } from './account-books.ts';
import { contest, median, ratio, type Contestant } from './contest.ts';
import { ownContestants } from './own-models.ts';

const SIZES = [1_000, 10_000] as const;

const named = (model: string, size: number): string => `${model} ${size}`;

/**
 * Every margin model on 10,000 positions, of an account or in its own terms with its document read: its time over the
 * plainest model's, and its growth from a tenth of the positions, which is 10 where the cost is linear.
 */
export function marginBench(): object {
  const contestants: Contestant[] = [];
  const models = new Set<string>();
  for (const size of SIZES) {
    for (const [model, input] of accountsOf(size)) {
      models.add(model);
      contestants.push({ name: named(model, size), run: () => answerOf(input) });
    }
    for (const [model, run] of ownContestants(size)) {
      models.add(model);
      contestants.push({ name: named(model, size), run });
    }
  }
  const times = contest(contestants, 5);
  const [small, large] = SIZES;
  return {
    positions: large,
    rounds: 5,
    models: [...models].map((model) => ({
      model,
      medianSeconds: median(times.get(named(model, large)) ?? []),
      overTieredCross: ratio(times, named(model, large), named('tiered-cross', large)),
      growth: ratio(times, named(model, large), named(model, small)),
    })),
  };
}
