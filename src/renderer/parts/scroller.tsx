import type { ReactElement, ReactNode } from 'react';

/** A named box that scrolls and can be reached and scrolled by keyboard. */
export function Scroller({
  label,
  className = '',
  children,
}: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    // What scrolls must take the focus where nothing inside does (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={`scroll ${className}`.trim()} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
