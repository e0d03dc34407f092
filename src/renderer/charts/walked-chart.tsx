import type { KeyboardEvent, PointerEvent, ReactElement, ReactNode, RefObject } from 'react';

type Props = {
  readonly box: RefObject<HTMLDivElement | null>;
  /** What the chart shows and which keys walk it. */
  readonly label: string;
  /** What the place under the cursor says: shown, and spoken. */
  readonly reading: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
  readonly onClick: () => void;
  readonly onPointerMove?: (event: PointerEvent) => void;
  readonly children?: ReactNode;
};

/** A drawing that is walked by arrow keys or pointer alike, with its reading under it. */
export function WalkedChart(props: Props): ReactElement {
  const { box, label, reading, onKeyDown, onFocus, onClick, onPointerMove, children } = props;
  return (
    <div className="cell-chart">
      {/* A chart is walked by its own keys, which is what an application is to a screen reader. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className="chart"
        ref={box}
        role="application"
        aria-roledescription="chart"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onPointerMove={onPointerMove}
        onClick={onClick}
      >
        {children}
      </div>
      <p className="reading" aria-live="polite">
        {reading}
      </p>
    </div>
  );
}
