import type { TierTable } from '../model/margin-numbers.ts';
import type { AccountInput, PricedPosition } from '../model/priced.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { inForce, newest, type Stated } from './editions.ts';
import { boughtOption, sellerRuleOf, soldOption } from './option-seller.ts';
import type { PositionMargin, PositionRule } from './position-margin.ts';
import { tieredMargin } from './tiers.ts';

/** The tier table of a position's symbol as in force at the account's time; null where none is known. */
export function tierTableOf(
  { account, editions, asOf }: AccountInput,
  { instrument }: PricedPosition,
): Stated<'tiered', TierTable> | null {
  return newest(inForce(editions, account.venue, 'tiered', asOf), ({ tables }) =>
    tables.find(({ symbols }) => symbols.includes(instrument.symbol)),
  );
}

/** Margin by a venue's tier tables and option seller rules, as in force at the account's time. */
export function tieredRule(input: AccountInput): PositionRule {
  const { account, editions, asOf } = input;

  const optionMargin = (of: PricedPosition): Outcome<PositionMargin> => {
    const { option, underlying, symbol } = of.instrument;
    if (option === null || of.position.quantity >= 0) return ok(boughtOption(of));
    const current = inForce(editions, account.venue, 'tiered', asOf);
    const rule = newest(current, ({ options }) => sellerRuleOf(options, of));
    return rule === null
      ? fail(
          'not-published',
          `no seller rule of ${account.venue} for options on ${underlying} is known for ${symbol}`,
          of.position.source,
        )
      : ok(soldOption(of, option, rule.value, rule.edition));
  };

  return {
    margin: (of, pooling) => {
      if (of.instrument.option !== null) return optionMargin(of);
      const table = tierTableOf(input, of);
      return table === null
        ? fail(
            'not-published',
            `no tiers of ${account.venue} are known for ${of.instrument.symbol}`,
            of.position.source,
          )
        : tieredMargin(of, table.value, table.edition, pooling);
    },
    legs: (of) => tierTableOf(input, of)?.value.legs ?? 'net',
    offsets: (of) => tierTableOf(input, of)?.value.offset === 'larger-side',
  };
}
