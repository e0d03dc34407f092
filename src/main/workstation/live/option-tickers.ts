import type { OptionQuote } from '../../../engine/pricing/surface/option-quote.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { TickerField } from '../../feeds/events.ts';
import { ourTime } from '../../feeds/live/live-quotes.ts';
import type { VenueMarket } from '../../feeds/venue-market.ts';
import type { FindContract } from './live-desk.ts';

/** What venues quote now of the options on an underlying. */
export function optionTickers(
  venues: readonly VenueMarket[],
  underlying: Asset,
  find: FindContract,
  now: Instant,
): readonly OptionQuote[] {
  return venues.flatMap((venue) =>
    [...venue.tickers.all].flatMap(({ symbol, market, values }): OptionQuote[] => {
      const instrument = find(symbol, market);
      if (instrument === null || instrument.option === null) return [];
      if (instrument.underlying !== underlying) return [];
      const value = (field: TickerField): number | null => values.get(field)?.value ?? null;
      const times = [...values.values()].map((one) => ourTime(venue, one.at, one.receivedAt));
      return [
        {
          instrument,
          bid: value('bid'),
          ask: value('ask'),
          mark: value('mark'),
          bidSize: value('bidSize'),
          askSize: value('askSize'),
          bidVolatility: value('bidVolatility'),
          askVolatility: value('askVolatility'),
          markVolatility: value('markVolatility'),
          forward: value('forward'),
          at: times.reduce((latest, at) => (at > latest ? at : latest), times[0] ?? now),
        },
      ];
    }),
  );
}
