const LONGEST = 300;

const ROOT = String.raw`(?:file:\/\/|[A-Za-z]:[\\/]|\\\\|\/)`;
/** A path in quotes may hold blanks; one without ends at the first. Fractions and pairs are no paths. */
const QUOTED_PATH = new RegExp(String.raw`(['"\x60])${ROOT}[^'"\x60]*[\\/]`, 'g');
const BARE_PATH = new RegExp(String.raw`(?<![\w.)\]/])${ROOT}(?:[^\s'"\x60<>|:*?]+[\\/])+`, 'g');

/**
 * A message as the window may see it: its first line, without folders of this machine and without
 * anything that has the shape of a key.
 */
export function publicText(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return withoutSecrets(first)
    .replaceAll(QUOTED_PATH, '$1')
    .replaceAll(BARE_PATH, '')
    .slice(0, LONGEST);
}

const NAMED_SECRET =
  /(?<![A-Za-z])(token|key|secret|signature|password|authorization)(["']?\s*[=:]\s*["']?)[^\s"'&]+/gi;
const KEY_SHAPED = /[A-Za-z0-9+_-]{32,}={0,2}/g;

/** The text with what is called a token or key hidden, and every long run of key-like characters. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(NAMED_SECRET, '$1$2[hidden]').replaceAll(KEY_SHAPED, '[hidden]');
}
