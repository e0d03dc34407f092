import { stepWords } from '../../engine/margin/transfer-table.ts';
import type { MoveCosts } from '../../engine/model/move-costs.ts';
import type { BridgeStep, TransferTable, VenueStep } from '../../engine/model/transfer-table.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

type AnyStep = VenueStep | BridgeStep;

const number = (value: number): Cell => ({ value, text: String(value) });
const percent = (value: number): string => `${Number((value * 100).toPrecision(4))} %`;
const share = (value: number): Cell => ({ value, text: percent(value) });

/** What the user states of moving an asset. */
export const ownTransferSheet = ({ transfers }: MoveCosts): Sheet => ({
  title: 'Moving an asset, as you stated it',
  columns: [
    left('From'),
    left('To'),
    left('Asset'),
    right('Minutes'),
    right('Gas'),
    right('Bridge fee'),
    right('Of what is moved'),
  ],
  rows: transfers.map(({ from, to, asset, minutes, gas, bridgeFee, bridgeRate }) => [
    from,
    to,
    asset,
    number(minutes),
    number(gas),
    number(bridgeFee),
    share(bridgeRate),
  ]),
  note: 'gas and fee in the reporting currency; these count before the table',
});

/** What the user states of trading. */
export const ownTradingSheet = ({ trading }: MoveCosts): Sheet => ({
  title: 'Trading, as you stated it',
  columns: [left('Venue'), left('Symbol'), right('Half spread'), right('Fee')],
  rows: trading.map(({ venue, symbol, halfSpread, fee }) => [
    venue,
    symbol ?? 'every',
    share(halfSpread),
    share(fee),
  ]),
});

/** Fixed fee and rate; an unstated fee is unknown, whatever the rate. */
function feeCell({ fee, rate, asset }: AnyStep): string {
  if (fee === null) return 'unknown';
  const parts = [...(fee > 0 ? [`${fee} ${asset}`] : []), ...(rate > 0 ? [percent(rate)] : [])];
  return parts.length === 0 ? 'none' : parts.join(' + ');
}

/** The steps of the table that is shipped. */
export function tabledSheet({ from, chains, steps }: TransferTable): Sheet {
  const titleOf = (id: number): string =>
    chains.find(({ chainId }) => chainId === id)?.title ?? `chain ${id}`;
  return {
    title: `Steps of a way, by the table of ${from}`,
    columns: [
      left('Step'),
      left('On'),
      left('Asset'),
      right('Minutes'),
      right('Gas, units'),
      right('Fee'),
      left('Stated by'),
      left('Read'),
      left('Source'),
    ],
    rows: steps.map((step) => [
      stepWords(step),
      step.kind === 'bridge'
        ? `${titleOf(step.from)} to ${titleOf(step.to)}`
        : titleOf(step.chainId),
      step.asset,
      number(step.minutes),
      step.gas === null ? 'unknown' : number(step.gas),
      feeCell(step),
      step.standing === 'published' ? 'whom it concerns' : 'a third party',
      step.read,
      step.source,
    ]),
    note: 'a way with an unknown gas or fee has no cost until you state one; notes are in --json',
  };
}
