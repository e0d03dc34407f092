import { measureHelp, type MeasureHelp, type MeasureId } from '../../engine/contract/measures.ts';
import type { MarginNode } from '../../engine/contract/margin-node.ts';
import type {
  AccountMargin,
  Alternatives,
  RiskSnapshot,
  Total,
} from '../../engine/contract/snapshot.ts';
import type { Failure, Outcome } from '../../engine/values/outcome.ts';
import { exposureNode, measureWords } from './exposure-explanation.ts';
import type { Measure } from './exposure-explanation.ts';
import { riskNode, type RiskMeasureName } from './risk-explanation.ts';
import { accountWords } from '../format/words.ts';

type Need = 'initial' | 'maintenance';

/** A figure that the user asked "why?" about. `account: null` asks about the whole book. */
export type Question =
  | { readonly about: 'equity'; readonly account: string | null }
  | { readonly about: 'requirement'; readonly account: string | null; readonly need: Need }
  | { readonly about: 'marginRatio'; readonly account: string }
  | {
      readonly about: 'alternative';
      readonly account: string;
      readonly way: keyof Alternatives;
      readonly need: Need;
    }
  | { readonly about: 'exposure'; readonly row: string | null; readonly measure: Measure }
  | { readonly about: 'house' }
  | { readonly about: 'saving' }
  | { readonly about: 'risk'; readonly measure: RiskMeasureName }
  | { readonly about: 'failure'; readonly title: string; readonly failures: readonly Failure[] };

/** The answer: the figure's own calculation, as the engine sent it. */
export type Explanation = {
  readonly title: string;
  /** How the figure follows from the trees below, where it is not the first tree itself. */
  readonly sentence: string;
  readonly trees: readonly Outcome<MarginNode>[];
  readonly lacking: readonly Failure[];
};

const askedMeasure = {
  equity: 'equity',
  marginRatio: 'marginRatio',
  house: 'houseNeed',
  saving: 'saving',
} as const satisfies Readonly<Record<string, MeasureId>>;

/** What the figure that was asked about is; null where it is no measure. */
export function measureAsked(question: Question): MeasureHelp | null {
  switch (question.about) {
    case 'requirement':
      return measureHelp[question.need];
    case 'alternative':
      return question.way === 'house' ? measureHelp.houseNeed : measureHelp[question.need];
    case 'exposure':
      return measureHelp[question.measure];
    case 'risk':
      return measureHelp[question.measure];
    case 'failure':
      return null;
    default:
      return measureHelp[askedMeasure[question.about]];
  }
}

export const wayWords: Readonly<Record<keyof Alternatives, string>> = {
  isolated: 'Isolated',
  cross: 'Cross',
  portfolio: 'Portfolio',
  house: 'House view',
};

const needWords: Readonly<Record<Need, string>> = {
  initial: 'Initial margin',
  maintenance: 'Maintenance margin',
};

const nothingHeld: Failure = { reason: 'not-applicable', message: 'there is no account' };

/** The book's total as a tree over its accounts: the engine's total, the engine's parts. */
function bookTotal(
  label: string,
  snapshot: RiskSnapshot,
  total: Total,
  part: (account: AccountMargin) => Outcome<MarginNode>,
): Outcome<MarginNode> {
  const parts = snapshot.accounts.flatMap((account) => {
    const outcome = part(account);
    return outcome.ok ? [{ ...outcome.value, label: accountWords(account) }] : [];
  });
  const { amount: value, lacking } = total;
  const [first] = lacking;
  if (value === null) return { ok: false, failure: first ?? nothingHeld };
  const node: MarginNode = { label, value, unit: snapshot.reporting, rule: 'sum', parts, lacking };
  return { ok: true, value: node };
}

function ofAccount(account: AccountMargin, question: Question): Explanation | null {
  const named = accountWords(account);
  const simple = (title: string, tree: Outcome<MarginNode>, sentence = ''): Explanation => ({
    title: `${title}, ${named}`,
    sentence,
    trees: [tree],
    lacking: [],
  });
  switch (question.about) {
    case 'equity':
      return simple('Equity', account.equity);
    case 'requirement':
      return simple(
        needWords[question.need],
        account.requirement[question.need],
        `${account.modelName}${account.edition === '' ? '' : `, ${account.edition}`}`,
      );
    case 'alternative':
      return simple(
        `${needWords[question.need]} if ${wayWords[question.way].toLowerCase()}`,
        account.alternatives[question.way][question.need],
        question.way === 'house'
          ? 'What the netted book of this account needs by our own measure. Never added to what the venue demands.'
          : 'What this account would be asked for under this way of margining.',
      );
    case 'marginRatio':
      return {
        title: `Margin ratio, ${named}`,
        sentence: 'Maintenance margin ÷ equity. At 100 % the venue liquidates.',
        trees: [account.requirement.maintenance, account.equity],
        lacking: account.marginRatio.ok ? [] : [account.marginRatio.failure],
      };
    default:
      return null;
  }
}

function ofBook(snapshot: RiskSnapshot, question: Question): Explanation | null {
  const { overview, houseView } = snapshot;
  switch (question.about) {
    case 'equity': {
      const tree = bookTotal('Equity', snapshot, overview.equity, (account) => account.equity);
      return { title: 'Equity, all margin accounts', sentence: '', trees: [tree], lacking: [] };
    }
    case 'requirement': {
      const { need } = question;
      const total = need === 'initial' ? overview.initialMargin : overview.maintenanceMargin;
      const tree = bookTotal(needWords[need], snapshot, total, (a) => a.requirement[need]);
      return {
        title: `${needWords[need]}, all margin accounts`,
        sentence: 'What the venues will demand, each by its own rules.',
        trees: [tree],
        lacking: [],
      };
    }
    case 'house':
      return {
        title: 'House view: what the netted book needs',
        sentence: 'All accounts as one book. Never added to what the venues demand.',
        trees: [houseView.house],
        lacking: [],
      };
    case 'saving': {
      const total = houseView.venuesInitial;
      const venues = bookTotal(
        'Initial margin, all venues',
        snapshot,
        total,
        (a) => a.requirement.initial,
      );
      const { steps } = houseView;
      return {
        title: 'Capital saved by netting',
        sentence: 'What the venues demand initially − what the netted book needs, step by step.',
        trees: [
          ...(steps === null ? [] : [{ ok: true as const, value: steps }]),
          venues,
          houseView.house,
        ],
        lacking: [],
      };
    }
    case 'exposure': {
      const node = exposureNode(snapshot, question.row, question.measure);
      const { title } = measureWords[question.measure];
      return node === null
        ? null
        : {
            title: `${title}, ${node.label}`,
            sentence: '',
            trees: [node.tree],
            lacking: [],
          };
    }
    case 'risk': {
      const { confidence, sentence, tree } = riskNode(snapshot, question.measure);
      const { title } = measureHelp[question.measure];
      return { title: `${title} ${confidence}`.trim(), sentence, trees: [tree], lacking: [] };
    }
    case 'failure':
      return { title: question.title, sentence: '', trees: [], lacking: question.failures };
    default:
      return null;
  }
}

/** Answers from the newest snapshot; null where the account is gone. */
export function explanation(snapshot: RiskSnapshot, question: Question): Explanation | null {
  if (!('account' in question) || question.account === null) return ofBook(snapshot, question);
  const account = snapshot.accounts.find(({ account: id }) => id === question.account);
  return account === undefined ? null : ofAccount(account, question);
}
