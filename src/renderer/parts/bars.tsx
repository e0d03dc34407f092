import type { ReactElement } from 'react';

/** Gross as an outline, net as what is left of it; both on the scale `most` of all rows. */
export function NettingBar({
  gross,
  net,
  most,
}: {
  readonly gross: number;
  readonly net: number;
  readonly most: number;
}): ReactElement {
  const scale = most > 0 ? 200 / most : 0;
  return (
    <svg className="bar-picture" viewBox="0 0 200 9" preserveAspectRatio="none" aria-hidden="true">
      <rect className="gross" x="0.5" y="1" width={Math.max(gross * scale - 1, 0)} height="7" />
      <rect
        className={net < 0 ? 'down' : 'up'}
        x="0"
        y="1"
        width={Math.abs(net) * scale}
        height="7"
      />
    </svg>
  );
}

/** A signed amount from a middle line, orange to the left, blue to the right. */
export function SignedBar({
  value,
  most,
}: {
  readonly value: number;
  readonly most: number;
}): ReactElement {
  const length = most > 0 ? (Math.abs(value) / most) * 100 : 0;
  return (
    <svg className="bar-picture" viewBox="0 0 200 9" preserveAspectRatio="none" aria-hidden="true">
      <rect
        className={value < 0 ? 'up' : 'down'}
        x={value < 0 ? 100 - length : 100}
        y="1"
        width={length}
        height="7"
      />
      <path className="limit" d="M100 0V9" />
    </svg>
  );
}

/** A margin ratio on a scale that ends at liquidation. */
export function RatioBar({ ratio }: { readonly ratio: number }): ReactElement {
  const length = Math.min(Math.max(ratio, 0), 1) * 198;
  return (
    <svg className="bar-picture" viewBox="0 0 200 9" preserveAspectRatio="none" aria-hidden="true">
      <rect className="gross" x="0.5" y="1" width="199" height="7" />
      <rect className="need" x="0" y="1" width={length} height="7" />
      <path className="limit" d="M199 0V9" />
    </svg>
  );
}
