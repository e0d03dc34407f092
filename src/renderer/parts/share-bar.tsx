import type { ReactElement } from 'react';

/** Strokes that tell parts of a bar apart without colour; the eighth part looks as the first. */
const strokes: readonly ReactElement[] = [
  <rect key="whole" width="6" height="6" fill="currentColor" />,
  <path key="falling" d="M-1 -1 7 7M-1 5 1 7M5 -1 7 1" stroke="currentColor" strokeWidth="1.4" />,
  <path key="upright" d="M1.5 0V6M4.5 0V6" stroke="currentColor" strokeWidth="1.2" />,
  <path key="level" d="M0 1.5H6M0 4.5H6" stroke="currentColor" strokeWidth="1.2" />,
  <path key="rising" d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" stroke="currentColor" strokeWidth="1.4" />,
  <circle key="dots" cx="3" cy="3" r="1.4" fill="currentColor" />,
  <path key="crossed" d="M0 3H6M3 0V6" stroke="currentColor" strokeWidth="1" />,
];

const idOf = (part: number): string => `share-${part % strokes.length}`;

/** Once on a page that draws shares: what `ShareBar` and `ShareKey` fill themselves with. */
export function SharePatterns(): ReactElement {
  return (
    <svg className="share-patterns" aria-hidden="true" focusable="false">
      <defs>
        {strokes.map((stroke, part) => (
          <pattern
            key={stroke.key}
            id={idOf(part)}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
          >
            {stroke}
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

const WIDTH = 40;

/** Sizes side by side on the scale `most`, each with the pattern of its part. */
export function ShareBar({
  shares,
  most,
}: {
  readonly shares: readonly { readonly part: number; readonly size: number }[];
  readonly most: number;
}): ReactElement {
  const width = (size: number): number => (most > 0 ? (size / most) * WIDTH : 0);
  const before = (place: number): number =>
    shares.slice(0, place).reduce((sum, { size }) => sum + size, 0);
  return (
    <svg className="share-bar" width={WIDTH} height="9" aria-hidden="true" focusable="false">
      {shares.map(({ part, size }, place) => (
        <rect
          key={part}
          x={width(before(place))}
          y="0"
          width={width(size)}
          height="9"
          fill={`url(#${idOf(part)})`}
        />
      ))}
    </svg>
  );
}

/** What the pattern of a part looks like. */
export function ShareKey({ part }: { readonly part: number }): ReactElement {
  return (
    <svg className="share-key" width="18" height="9" aria-hidden="true" focusable="false">
      <rect width="18" height="9" fill={`url(#${idOf(part)})`} stroke="currentColor" />
    </svg>
  );
}
