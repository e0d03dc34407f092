/** The Chromium that is here: the one that the user names and no other, found before, or installed; else null. */
export function chromiumHere(root: string): Promise<string | null>;
