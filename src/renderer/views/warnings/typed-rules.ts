import type { RuleDraft } from './rule-draft.ts';

/** Limits that were typed and not kept. */
type TypedRules = { readonly drafts: readonly RuleDraft[]; readonly minutes: string };

let typed: TypedRules | null = null;

/** What was typed before the user went to another view; null where nothing waits. */
export const typedBefore = (): TypedRules | null => typed;

export function rememberTyped(rules: TypedRules | null): void {
  typed = rules;
}
