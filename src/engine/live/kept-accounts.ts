import type { AccountMargin, Liquidation, Requirement, Warning } from '../contract/snapshot.ts';
import {
  accountMargin,
  liquidationsOf,
  standingOf,
  type AccountFigures,
  type Standing,
} from '../margin/account.ts';
import type { Level, WarningLimits } from '../model/parameters.ts';
import type { AccountInput } from '../model/priced.ts';
import type { MarginAccountId } from '../values/ids.ts';
import { instant, type Instant } from '../values/units.ts';
import { levelOf, strainOf } from '../warnings/level.ts';
import { marginWarning } from '../warnings/margin-warning.ts';

/** An account that came to another level. */
export type LevelChange = {
  readonly account: MarginAccountId;
  readonly name: string;
  readonly before: Level;
  readonly after: Level;
  /** In words, without the liquidation price, which waits for the snapshot; null where the level is `ok`. */
  readonly warning: Warning | null;
};

/** Liquidation prices, as of when they were computed and of which figures. */
type Broken = {
  readonly found: readonly Liquidation[];
  readonly asOf: Instant;
  readonly of: Standing | null;
};

type KeptAccount = {
  input: AccountInput;
  level: Level;
  /** Null until a price touches the account: its figures are then those of the first run. */
  standing: Standing | null;
  figures: AccountFigures;
  /** What `figures` follow from. */
  figuresOf: Standing | null;
  broken: Broken;
};

/** The margin accounts of a book, each computed anew only when it is touched. */
export type KeptAccounts = {
  readonly levels: () => ReadonlyMap<MarginAccountId, Level>;
  /** Has accounts computed anew the next time that anything is asked. */
  readonly touch: (ids: Iterable<MarginAccountId>) => void;
  /** Computes what was touched; returns the accounts whose level changed. */
  readonly settle: () => readonly LevelChange[];
  readonly inputs: () => readonly AccountInput[];
  /** All figures, in the order of the book, with the house's need of each. */
  readonly figures: (
    house: (input: AccountInput) => Requirement,
    asOf: Instant,
    liquidationsAfter: number,
  ) => readonly AccountFigures[];
  /** As of when the oldest liquidation prices are that another set of figures has overtaken; null where none. */
  readonly liquidationsAsOf: () => Instant | null;
};

/**
 * @param first the accounts as a run of the whole book gave them
 * @param inputOf an account as it stands now
 */
export function keptAccounts(
  first: readonly AccountMargin[],
  inputOf: (id: MarginAccountId) => AccountInput,
  limits: WarningLimits,
  asOf: Instant,
): KeptAccounts {
  const accounts = new Map<MarginAccountId, KeptAccount>(
    first.map(({ level, ...figures }) => [
      figures.account,
      {
        input: inputOf(figures.account),
        level,
        standing: null,
        figures,
        figuresOf: null,
        broken: { found: figures.liquidations, asOf, of: null },
      },
    ]),
  );
  const touched = new Set<MarginAccountId>();
  const settled = (id: MarginAccountId, of: KeptAccount): LevelChange | null => {
    of.input = inputOf(id);
    of.standing = standingOf(of.input);
    const { answer, equity } = of.standing;
    const before = of.level;
    const after = levelOf(strainOf(equity, answer.requirement.maintenance), limits, before);
    if (after === before) return null;
    of.level = after;
    const { account, name } = of.figures;
    const about = { account, name, equity, requirement: answer.requirement, liquidations: [] };
    return {
      account,
      name,
      before,
      after,
      warning: after === 'ok' ? null : marginWarning(about, after, limits),
    };
  };
  const brokenOf = (of: KeptAccount, now: Instant, after: number): Broken => {
    const { broken, standing } = of;
    if (standing === null || broken.of === standing || now - broken.asOf < after) return broken;
    return { found: liquidationsOf(standing), asOf: now, of: standing };
  };
  return {
    levels: () => new Map([...accounts].map(([id, { level }]) => [id, level])),
    touch: (ids) => {
      for (const id of ids) if (accounts.has(id)) touched.add(id);
    },
    settle: () => {
      const changes: LevelChange[] = [];
      for (const id of touched) {
        const of = accounts.get(id);
        const change = of === undefined ? null : settled(id, of);
        if (change !== null) changes.push(change);
        touched.delete(id);
      }
      return changes;
    },
    inputs: () => [...accounts.values()].map(({ input }) => input),
    figures: (house, now, liquidationsAfter) =>
      [...accounts.values()].map((of) => {
        const broken = brokenOf(of, now, liquidationsAfter);
        const need = house(of.input);
        const { standing } = of;
        if (standing !== null && (of.figuresOf !== standing || of.broken !== broken)) {
          of.figures = accountMargin(of.input, need, standing, broken.found);
          of.figuresOf = standing;
        }
        of.broken = broken;
        const { alternatives } = of.figures;
        return { ...of.figures, alternatives: { ...alternatives, house: need } };
      }),
    liquidationsAsOf: () => {
      const old = [...accounts.values()]
        .filter(({ standing, broken }) => standing !== broken.of)
        .map(({ broken }) => broken.asOf);
      return old.length === 0 ? null : instant(Math.min(...old));
    },
  };
}
