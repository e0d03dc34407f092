import type { MarginEdition } from '../model/parameters.ts';
import type { AccountInput, PricedPosition } from '../model/priced.ts';
import { lastsWith } from '../values/kept.ts';
import type { Failure, Outcome } from '../values/outcome.ts';
import { largerSides, settledFigure } from './larger-side.ts';
import { nettedPositions } from './netting.ts';
import type { ListRule, PositionMargin } from './position-margin.ts';
import { inReporting, type ModelAnswer, type Settled } from './settled.ts';

function answer(
  margins: readonly (Outcome<PositionMargin> | null)[],
  { reporting, lacking }: AccountInput,
  note: string,
  offsets?: (of: PricedPosition) => boolean,
): ModelAnswer {
  const items: PositionMargin[] = [];
  const failures: Failure[] = [];
  for (const one of margins) {
    if (one === null) continue;
    if (one.ok) items.push(one.value);
    else failures.push(one.failure);
  }
  const missing = [...lacking, ...failures];
  const settled = (figure: 'initial' | 'maintenance'): readonly Settled[] => {
    const figures = items.map((one) => ({ of: one.of, node: one[figure] }));
    return offsets === undefined ? figures.map(settledFigure) : largerSides(figures, offsets);
  };
  const editions = new Set<MarginEdition>();
  for (const one of items) for (const edition of one.editions) editions.add(edition);
  return {
    requirement: {
      initial: inReporting('Initial margin', settled('initial'), reporting, missing, { note }),
      maintenance: inReporting('Maintenance margin', settled('maintenance'), reporting, missing, {
        note,
      }),
    },
    editions: [...editions],
  };
}

/** Positions as a pool charges them: netted where the venue nets legs, then those charged leg by leg. */
function poolOf(
  positions: readonly PricedPosition[],
  { legs }: ListRule,
): readonly PricedPosition[] {
  const how = legs(positions);
  if (!how.includes('each')) return nettedPositions(positions);
  const net = nettedPositions(positions.filter((_, at) => how[at] === 'net'));
  const each = positions.filter((_, at) => how[at] === 'each');
  return lastsWith([...net, ...each], positions);
}

/** One pool: legs of an instrument net where the venue nets them, gains serve every position. */
export function crossMargin(input: AccountInput, rule: ListRule): ModelAnswer {
  const note = 'the sum of the positions; profit and loss are shared through equity';
  const margins = rule.margins.cross(poolOf(input.positions, rule));
  return answer(margins, input, note, rule.offsets);
}

/**
 * Every position by itself. Where there are several, a gain beyond a position's own requirement
 * serves no other one: against shared equity it is needed as much as margin is, so each position
 * counts with the larger of the two.
 */
export function isolatedMargin(input: AccountInput, rule: ListRule): ModelAnswer {
  const { isolated, apart } = rule.margins;
  const note = 'each position alone; a gain beyond its own margin serves no other position';
  const margins = input.positions.length < 2 ? isolated : apart;
  return answer(margins(input.positions), input, note);
}

/** Every position by itself, as the venue states isolated margin: gains do not enter. */
export function separateMargin(input: AccountInput, rule: ListRule): ModelAnswer {
  return answer(
    rule.margins.isolated(input.positions),
    input,
    'each position has margin of its own',
  );
}
