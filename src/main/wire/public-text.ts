const LONGEST = 300;

/**
 * A message as the window may see it: its first line, without folders of this machine and without
 * anything that has the shape of a key.
 */
export function publicText(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return withoutSecrets(first)
    .replaceAll(
      /(?:file:\/\/|\b[A-Za-z]:[\\/]|\\\\|(?<![\w.)\]:/])\/)(?:[^\s'"`<>|:*?]+[\\/])+/g,
      '',
    )
    .slice(0, LONGEST);
}

/** The text with every run of 32 or more key-like characters hidden, and what follows `token=`. */
export function withoutSecrets(text: string): string {
  return text
    .replaceAll(
      /\b(token|key|secret|signature|password|authorization)(["']?\s*[=:]\s*["']?)[^\s"'&]+/gi,
      '$1$2[hidden]',
    )
    .replaceAll(/[A-Za-z0-9+_-]{32,}={0,2}/g, '[hidden]');
}
