import type { Preferences } from '../../engine/contract/preferences.ts';
import { writeIn } from '../format/style.ts';

const remembered = 'crossguard.theme';

/** The theme of the last window of this address, so that the first paint has it; dark where nothing is kept. */
export function rememberedTheme(): 'dark' | 'light' {
  try {
    return localStorage.getItem(remembered) === 'light' ? 'light' : 'dark';
  } catch {
    return 'dark';
  }
}

function remember(theme: 'dark' | 'light'): void {
  try {
    localStorage.setItem(remembered, theme);
  } catch {
    // Without storage the first paint of the next window is dark.
  }
}

const asked = {
  light: matchMedia('(prefers-color-scheme: light)'),
  contrast: matchMedia('(prefers-contrast: more)'),
  reduced: matchMedia('(prefers-reduced-motion: reduce)'),
} as const;

/** The theme that is drawn: the system's where the user leaves it to the system. */
export function drawnTheme({ theme }: Pick<Preferences, 'theme'>): 'dark' | 'light' {
  if (theme !== 'system') return theme;
  return asked.light.matches ? 'light' : 'dark';
}

/** Puts what the user chose on the document, where style sheets and charts read it, and into every text made from now on. */
export function showAs(preferences: Preferences): void {
  const { dataset } = document.documentElement;
  const theme = drawnTheme(preferences);
  dataset['theme'] = theme;
  dataset['gains'] = preferences.gains;
  dataset['contrast'] =
    preferences.contrast === 'more' || asked.contrast.matches ? 'more' : 'usual';
  dataset['motion'] =
    preferences.motion === 'reduced' || asked.reduced.matches ? 'reduced' : 'usual';
  remember(theme);
  writeIn(preferences);
}

/** Follows what the system asks for, for as long as the window lives. */
export function followSystem(current: () => Preferences): void {
  for (const query of Object.values(asked)) {
    query.addEventListener('change', () => showAs(current()));
  }
}
