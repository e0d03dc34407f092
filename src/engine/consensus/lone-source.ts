import type { Instant } from '../values/units.ts';

/** What was last believed of a price that one source alone states, and what it states since without being believed. */
export type LoneMemory = {
  readonly value: number;
  readonly at: Instant;
  /** The value that is not believed yet, and since when it has stood; null while there is none. */
  readonly doubt: { readonly value: number; readonly since: Instant } | null;
};

export type LoneSettings = {
  /** Largest |ln(value ÷ last believed)| that is believed at once, and what each hour since then adds. */
  readonly jump: number;
  readonly jumpPerHour: number;
  /** Largest |ln| ever believed at once, however long ago the last one was. */
  readonly most: number;
  /** How long a value must stand before it is believed all the same, milliseconds. */
  readonly standsFor: number;
};

const HOUR = 3_600_000;

/**
 * Whether a price that a single source states is believed. Nobody else can tell a fault from a crash, so a jump is
 * taken after it has stood for a while, and what moves step by step at once.
 *
 * @param value positive
 * @param before null: nothing was ever believed of it
 * @returns what to remember, and why the value is not believed; null where it is
 */
export function loneSource(
  value: number,
  now: Instant,
  before: LoneMemory | null,
  settings: LoneSettings,
): { readonly memory: LoneMemory; readonly fault: string | null } {
  const believed = { memory: { value, at: now, doubt: null }, fault: null };
  if (before === null) return believed;
  const hours = Math.max(0, now - before.at) / HOUR;
  const allowed = Math.min(settings.most, settings.jump + settings.jumpPerHour * hours);
  if (apart(value, before.value) <= allowed) return believed;
  const { doubt } = before;
  const stands = doubt !== null && apart(value, doubt.value) <= settings.jump;
  const since = stands ? doubt.since : now;
  if (stands && now - since >= settings.standsFor) return believed;
  const seconds = Math.ceil((since + settings.standsFor - now) / 1_000);
  // What it is compared with follows the value, so that a fall that goes on is one doubt.
  return {
    memory: { ...before, doubt: { value, since } },
    fault: `${value} is ${Number((value / before.value).toPrecision(3))} times the last price believed, and no other source tells whether it is right: it counts when it has stood for ${seconds} s more`,
  };
}

const apart = (a: number, b: number): number => Math.abs(Math.log(a / b));
