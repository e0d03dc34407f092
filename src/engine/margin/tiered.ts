import type { TierTable } from '../model/margin-numbers.ts';
import type { AccountInput, PricedPosition } from '../model/priced.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { inForce, newest, type Stated } from './editions.ts';
import { boughtOption, sellerRuleOf, soldOption } from './option-seller.ts';
import type { PositionMargin, PositionRule } from './position-margin.ts';
import { tieredMargin } from './tiers.ts';

/** Margin by a venue's tier tables and option seller rules, as in force at the account's time. */
export function tieredRule({ account, editions, asOf }: AccountInput): PositionRule {
  const current = inForce(editions, account.venue, 'tiered', asOf);
  const tableOf = ({ instrument }: PricedPosition): Stated<'tiered', TierTable> | null =>
    newest(current, ({ tables }) =>
      tables.find(({ symbols }) => symbols.includes(instrument.symbol)),
    );

  const optionMargin = (of: PricedPosition): Outcome<PositionMargin> => {
    const { option, underlying, symbol } = of.instrument;
    if (option === null || of.position.quantity >= 0) return ok(boughtOption(of));
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
      const table = tableOf(of);
      return table === null
        ? fail(
            'not-published',
            `no tiers of ${account.venue} are known for ${of.instrument.symbol}`,
            of.position.source,
          )
        : tieredMargin(of, table.value, table.edition, pooling);
    },
    legs: (of) => tableOf(of)?.value.legs ?? 'net',
  };
}
