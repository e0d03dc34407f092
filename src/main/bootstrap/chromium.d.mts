/** The Chromium that is here: named by the user, found before, or installed. Null where there is none. */
export function chromiumHere(root: string): Promise<string | null>;
