import type { MarginNode } from '../contract/margin-node.ts';
import type { MarginEdition } from '../model/parameters.ts';
import type { AccountInput, PricedPosition } from '../model/priced.ts';
import { fail, type Failure, type Outcome } from '../values/outcome.ts';
import { ownWorth } from './equity.ts';
import { largerSides } from './larger-side.ts';
import { nettedPositions } from './netting.ts';
import type { Pooling, PositionMargin, PositionRule } from './position-margin.ts';
import { inReporting, type ModelAnswer, type Settled } from './settled.ts';
import { given, max } from './tree.ts';

type Margins = {
  readonly items: readonly PositionMargin[];
  readonly failures: readonly Failure[];
};

function margins(
  positions: readonly PricedPosition[],
  rule: PositionRule,
  pooling: Pooling,
): Margins {
  const items: PositionMargin[] = [];
  const failures: Failure[] = [];
  for (const one of positions) {
    const outcome = one.instrument.kind === 'spot' ? heldSpot(one) : rule.margin(one, pooling);
    if (outcome === null) continue;
    if (outcome.ok) items.push(outcome.value);
    else failures.push(outcome.failure);
  }
  return { items, failures };
}

/** Spot that is held needs no margin; spot that is owed has no rule here. */
function heldSpot({ position, instrument }: PricedPosition): Outcome<never> | null {
  return position.quantity >= 0
    ? null
    : fail('unsupported-instrument', `margin of borrowed ${instrument.symbol}`, position.source);
}

function answer(
  { items, failures }: Margins,
  { reporting, lacking }: AccountInput,
  shaped: (of: PositionMargin, requirement: MarginNode) => MarginNode,
  note: string,
  offsets: (of: PricedPosition) => boolean = () => false,
): ModelAnswer {
  const missing = [...lacking, ...failures];
  const settled = (figure: (of: PositionMargin) => MarginNode): readonly Settled[] =>
    largerSides(
      items.map((one) => ({ of: one.of, node: shaped(one, figure(one)) })),
      offsets,
    );
  const editions = new Set<MarginEdition>(items.flatMap((one) => one.editions));
  return {
    requirement: {
      initial: inReporting(
        'Initial margin',
        settled((one) => one.initial),
        reporting,
        missing,
        { note },
      ),
      maintenance: inReporting(
        'Maintenance margin',
        settled((one) => one.maintenance),
        reporting,
        missing,
        { note },
      ),
    },
    editions: [...editions],
  };
}

/** One pool: legs of an instrument net where the venue nets them, gains serve every position. */
export function crossMargin(input: AccountInput, rule: PositionRule): ModelAnswer {
  const each = input.positions.filter((one) => rule.legs(one) === 'each');
  const net = nettedPositions(input.positions.filter((one) => rule.legs(one) === 'net'));
  const note = 'the sum of the positions; profit and loss are shared through equity';
  const found = margins([...net, ...each], rule, 'cross');
  return answer(found, input, (_, node) => node, note, rule.offsets);
}

/**
 * Every position by itself. Where there are several, a gain beyond a position's own requirement
 * serves no other one: against shared equity it is needed as much as margin is, so each position
 * counts with the larger of the two.
 */
export function isolatedMargin(input: AccountInput, rule: PositionRule): ModelAnswer {
  const alone = input.positions.length < 2;
  const shaped = (of: PositionMargin, requirement: MarginNode): MarginNode => {
    const own = ownWorth(of.of);
    if (alone || !own.ok || own.value <= requirement.value) return requirement;
    const unit = of.of.instrument.settlement;
    return max(of.of.instrument.symbol, unit, [
      requirement,
      given('Gain that serves no other position', own.value, unit),
    ]);
  };
  const note = 'each position alone; a gain beyond its own margin serves no other position';
  return answer(margins(input.positions, rule, 'isolated'), input, shaped, note);
}

/** Every position by itself, as the venue states isolated margin: gains do not enter. */
export function separateMargin(input: AccountInput, rule: PositionRule): ModelAnswer {
  const note = 'each position has margin of its own';
  return answer(margins(input.positions, rule, 'isolated'), input, (_, node) => node, note);
}
