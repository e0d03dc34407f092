import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { MarketView } from '../../../engine/contract/market.ts';
import { instantText, liveAgeText } from '../../format/times.ts';
import { useAge, type Told } from '../../state/age.ts';
import { valueColumns } from './contract-columns.tsx';

/** A cell of the grid of contracts. */
export type PointedCell = { readonly instrument: string; readonly column: string };

/** What a cell says beyond its figure: whose it is and how old, counting on; said once to those who listen. */
export function CellReading({
  market,
  told,
  pointed,
}: {
  readonly market: MarketView;
  readonly told: Told;
  readonly pointed: PointedCell | null;
}): ReactElement {
  const contract = market.contracts.find(({ instrument }) => instrument === pointed?.instrument);
  const column = valueColumns.find(({ id }) => id === pointed?.column);
  const value = contract === undefined || column === undefined ? null : column.of(contract);
  const age = useAge(value === null ? null : value.at, told, liveAgeText);
  const seen =
    contract === undefined || column === undefined
      ? 'Point at a figure, or walk to it with the arrow keys: its age is told here.'
      : value === null
        ? `${contract.symbol}, ${column.spoken}: the venue states none.`
        : `${contract.symbol}, ${column.spoken} ${column.text(value.value)}${column.id === 'mark' && contract.fenced !== null ? ', not believed' : ''}: ${age ?? ''} old, of ${instantText(value.at)}.`;
  return (
    <>
      <p className="reading" aria-hidden="true">
        {seen}
      </p>
      <SpokenOnce pointed={pointed} text={seen} />
    </>
  );
}

/** The text as of when the cell was come to: it is not said again while it counts on. */
function SpokenOnce({
  pointed,
  text,
}: {
  readonly pointed: PointedCell | null;
  readonly text: string;
}): ReactElement {
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const said = useMemo(() => text, [pointed]);
  return (
    <span className="spoken" aria-live="polite">
      {pointed === null ? '' : said}
    </span>
  );
}
