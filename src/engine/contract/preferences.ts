/** How numbers are written: what stands between thousands, and before decimals. */
export type NumberStyle =
  | 'space-point'
  | 'comma-point'
  | 'point-comma'
  | 'space-comma'
  | 'apostrophe-point';

/** How days are written; `iso` is 2026-12-05. */
export type DateStyle = 'iso' | 'day.month.year' | 'day/month/year' | 'month/day/year';

/** What this user chose for every window and every store of theirs. */
export type Preferences = {
  readonly theme: 'system' | 'dark' | 'light';
  /** More contrast than the theme has by itself, whatever the system asks for. */
  readonly contrast: 'system' | 'more';
  /** The colour of gains. Losses are orange beside blue; beside green they are red, and the other way round. */
  readonly gains: 'blue' | 'green' | 'red';
  readonly motion: 'system' | 'reduced';
  /** Whether calls are heard, and shown by the system beside the window. */
  readonly sound: boolean;
  readonly notify: boolean;
  readonly numbers: NumberStyle;
  readonly dates: DateStyle;
  /** The zone that times are shown in, as the IANA database names it. */
  readonly zone: string;
  /** Keys of commands by their id, where they are not the usual ones; null for none. */
  readonly keys: Readonly<Record<string, string | null>>;
};

export const usualPreferences: Preferences = {
  theme: 'dark',
  contrast: 'system',
  gains: 'blue',
  motion: 'system',
  sound: false,
  notify: false,
  numbers: 'space-point',
  dates: 'iso',
  zone: 'UTC',
  keys: {},
};
