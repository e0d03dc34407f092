import type { Locator } from '@playwright/test';

/** The number that a text of the window shows: grouped by narrow spaces, true minus, unit after it. */
export function shown(text: string): number {
  const digits = /[−-]?[\d\u202f]+(?:\.\d+)?/.exec(text)?.[0];
  if (digits === undefined) throw new Error(`no number in "${text}"`);
  return Number(digits.replaceAll('\u202f', '').replace('−', '-'));
}

export const figure = async (of: Locator): Promise<number> => shown((await of.textContent()) ?? '');

export const figures = async (of: Locator): Promise<readonly number[]> =>
  (await of.allTextContents()).map(shown);
