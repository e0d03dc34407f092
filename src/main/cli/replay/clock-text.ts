/** An instant as ISO text; nothing where there is none. */
export const clockText = (at: number | null): string =>
  at === null ? '' : new Date(at).toISOString();
