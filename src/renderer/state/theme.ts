export type ThemeName = 'dark' | 'light';

const key = 'crossguard.theme';

/** The theme that the user chose last; dark at first. Storage may be refused: then dark. */
export function rememberedTheme(): ThemeName {
  try {
    return localStorage.getItem(key) === 'light' ? 'light' : 'dark';
  } catch {
    return 'dark';
  }
}

/** Puts the theme on the document, where the style sheets and the charts read it. */
export function applyTheme(name: ThemeName): void {
  document.documentElement.dataset['theme'] = name;
  try {
    localStorage.setItem(key, name);
  } catch {
    // Without storage the choice lasts for this window only.
  }
}
