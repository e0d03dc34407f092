import type { AccountMargin, RiskSnapshot } from '../contract/snapshot.ts';
import type { MarginNode } from '../contract/margin-node.ts';
import type {
  HedgeIdea,
  WhatIfAnswer,
  WhatIfBook,
  WhatIfDraft,
  WhatIfEdit,
  WhatIfFigures,
} from '../contract/what-if.ts';
import { run, type RiskInput } from '../run.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { editedInput, type FindContract } from './edited.ts';

const valueOf = (node: Outcome<MarginNode>): Outcome<number> =>
  node.ok ? ok(node.value.value) : node;

const figuresOf = (account: AccountMargin): WhatIfFigures => ({
  equity: valueOf(account.equity),
  initial: valueOf(account.requirement.initial),
  maintenance: valueOf(account.requirement.maintenance),
  ratio: account.marginRatio,
  level: account.level,
});

function bookFigures({
  risk,
  houseView,
  overview,
  exposures,
  notIncluded,
}: RiskSnapshot): WhatIfBook {
  return {
    valueAtRisk: risk.ok ? ok(risk.value.valueAtRisk.value) : risk,
    expectedShortfall: risk.ok ? ok(risk.value.expectedShortfall.value) : risk,
    houseNeed: valueOf(houseView.house),
    netDelta: overview.sensitivities.delta,
    gamma: overview.sensitivities.gamma,
    vega: overview.sensitivities.vega,
    deltas: exposures
      .filter(({ depth }) => depth === 0)
      .map(({ underlying, sensitivities }) => ({ underlying, delta: sensitivities.delta })),
    notIncluded,
  };
}

/** True where the requirement is what the venue stated, by its model or because ours cannot answer. */
const isStated = ({ model }: Pick<AccountMargin, 'model'>): boolean => model === 'stated';

/** The book as it is and as a draft would make it: both by the same run, on the same market. */
export function whatIf(
  input: RiskInput,
  draft: Pick<WhatIfDraft, 'from' | 'edits'>,
  find: FindContract,
): WhatIfAnswer {
  const edited = editedInput(input, draft, find);
  const [before, after] = [run(input), run(edited.input)];
  return {
    faults: edited.faults,
    accounts: before.accounts.flatMap((account) => {
      const changed = after.accounts.find((one) => one.account === account.account);
      return changed === undefined
        ? []
        : [
            {
              account: account.account,
              name: account.name,
              isStated: isStated(changed),
              before: figuresOf(account),
              after: figuresOf(changed),
            },
          ];
    }),
    before: bookFigures(before),
    after: bookFigures(after),
  };
}

/** What is not known comes last. */
const shortfall = ({ expectedShortfall: of }: HedgeIdea): number =>
  of.ok ? of.value : Number.POSITIVE_INFINITY;

const isStatedIn = ({ accounts }: RiskSnapshot, id: string): boolean =>
  accounts.some((one) => one.account === id && isStated(one));

const deltaIn = ({ exposures }: RiskSnapshot, underlying: string): number =>
  exposures.find((row) => row.depth === 0 && row.underlying === underlying)?.sensitivities.delta ??
  0;

/** Instruments that are tried at the most. */
const MOST_TRIED = 8;

/**
 * Trades in what the book holds already, each of which takes the net delta of an underlying off a draft, by the expected
 * shortfall that they leave. Options are no hedge of delta alone.
 */
export function hedgeIdeas(
  input: RiskInput,
  draft: Pick<WhatIfDraft, 'from' | 'edits'>,
  underlying: string,
  find: FindContract,
): Outcome<readonly HedgeIdea[]> {
  const edited = editedInput(input, draft, find).input;
  const now = run(edited);
  const delta = deltaIn(now, underlying);
  if (delta === 0) return fail('not-applicable', `${underlying} has no net delta to take off`);
  const rows = now.exposures.filter(
    (row) =>
      row.kind === 'instrument' &&
      row.underlying === underlying &&
      row.quantity !== null &&
      row.quantity !== 0 &&
      row.sensitivities.delta !== 0 &&
      row.sensitivities.gamma === 0,
  );
  const ideas = rows.slice(0, MOST_TRIED).flatMap((row): readonly HedgeIdea[] => {
    const instrument = edited.book.instruments.find(({ id }) => id === row.instrument);
    const account = edited.book.accounts.find(({ id }) => id === row.account);
    if (instrument === undefined || account === undefined || instrument.option !== null) return [];
    const tradeOf = (contracts: number): Extract<WhatIfEdit, { kind: 'trade' }> => ({
      kind: 'trade',
      account: account.id,
      symbol: instrument.symbol,
      market: instrument.market,
      // Four digits: what a venue's lot is decides the rest.
      quantity: Number(contracts.toPrecision(4)),
      price: null,
    });
    const after = (edit: WhatIfEdit): RiskSnapshot =>
      run(editedInput(edited, { from: 'book', edits: [edit] }, find).input);
    // What an inverse contract moves by depends on its entry, which is not that of what is held: found by trying.
    let edit = tradeOf((-delta * (row.quantity ?? 1)) / row.sensitivities.delta);
    let tried = after(edit);
    const moved = deltaIn(tried, underlying) - delta;
    if (moved === 0) return [];
    edit = tradeOf((edit.quantity * -delta) / moved);
    tried = after(edit);
    const initial = (of: RiskSnapshot): Outcome<number> => {
      const found = of.accounts.find((one) => one.account === account.id);
      return found === undefined
        ? fail('missing-field', 'the account is not in the run')
        : valueOf(found.requirement.initial);
    };
    const [was, is] = [initial(now), initial(tried)];
    return [
      {
        edit,
        accountName: account.name,
        delta: deltaIn(tried, underlying) - delta,
        expectedShortfall: tried.risk.ok
          ? ok(tried.risk.value.expectedShortfall.value)
          : tried.risk,
        initialChange: isStatedIn(tried, account.id)
          ? fail('not-published', 'the figure is the venue’s own statement')
          : !was.ok
            ? was
            : !is.ok
              ? is
              : ok(is.value - was.value),
      },
    ];
  });
  return ideas.length === 0
    ? fail('not-applicable', `the book holds nothing that takes the delta of ${underlying} off`)
    : ok(ideas.toSorted((a, b) => shortfall(a) - shortfall(b)));
}
