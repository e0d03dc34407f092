import type { ReactElement } from 'react';
import type { AccountMargin } from '../../engine/contract/snapshot.ts';
import type { Level } from '../../engine/model/parameters.ts';
import { levelWords } from '../format/words.ts';

export type MarkName = Level | 'incomplete' | 'stale';

/** Drawn shapes, so that no level rests on colour alone and no font has to have the sign. */
export function Mark({ name }: { readonly name: MarkName }): ReactElement {
  return (
    <svg className="mark" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}

const outline = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4 } as const;

const shapes: Readonly<Record<MarkName, ReactElement>> = {
  ok: <circle cx="6" cy="6" r="2" fill="currentColor" />,
  watch: <path d="M6 1.5 11 10.5H1Z" {...outline} />,
  call: (
    <>
      <path d="M6 .8 11.8 11.2H.2Z" fill="currentColor" />
      <path d="M6 4.2v3.4M6 8.8v1.1" stroke="var(--ground)" strokeWidth="1.3" />
    </>
  ),
  liquidation: (
    <>
      <path d="M3.7.5h4.6L11.5 3.7v4.6L8.3 11.5H3.7L.5 8.3V3.7Z" fill="currentColor" />
      <path d="m3.8 3.8 4.4 4.4m0-4.4-4.4 4.4" stroke="var(--ground)" strokeWidth="1.4" />
    </>
  ),
  incomplete: (
    <>
      <circle cx="6" cy="6" r="4.8" {...outline} />
      <path d="M6 1.2a4.8 4.8 0 0 1 0 9.6Z" fill="currentColor" />
    </>
  ),
  stale: (
    <>
      <circle cx="6" cy="6" r="4.8" {...outline} />
      <path d="M6 3v3.2l2.2 1.4" {...outline} />
    </>
  ),
};

/** How near a call an account is. Without a margin ratio nobody knows, whatever the last level was. */
export function AccountLevel({
  account: { level, marginRatio },
}: {
  readonly account: Pick<AccountMargin, 'level' | 'marginRatio'>;
}): ReactElement {
  if (marginRatio.ok || level !== 'ok') return <LevelTag level={level} />;
  return (
    <span className="level watch">
      <Mark name="incomplete" />
      not known
    </span>
  );
}

/** A level with its mark and its word. */
export function LevelTag({ level }: { readonly level: Level }): ReactElement {
  return (
    <span className={`level ${level}`}>
      <Mark name={level} />
      <span className="word">{levelWords[level]}</span>
    </span>
  );
}
