import type {
  CorrelationAnswer,
  CorrelationChoice,
  CorrelationEdit,
  CorrelationModel,
  Repair,
} from '../../../engine/contract/correlation.ts';
import { correlationText, decimal, percent } from '../../format/figures.ts';

export const modelWords: Readonly<Record<CorrelationModel, string>> = {
  sample: 'Sample',
  ewma: 'EWMA',
  pairwise: 'Sample, pair by pair over gaps',
  'shrunk-to-constant-correlation': 'Ledoit–Wolf, constant correlation',
  'shrunk-to-identity': 'Ledoit–Wolf, identity',
  'shrunk-nonlinearly': 'Ledoit–Wolf, nonlinear',
  'shrunk-by-oracle': 'OAS, identity',
  'shrunk-by-quadratic-inverse': 'Quadratic-inverse shrinkage',
  dynamic: 'DCC',
};

export const windowWords = (window: number | null): string =>
  window === null ? 'as risk is measured' : `${window} returns`;

export const choiceWords = ({ model, window }: CorrelationChoice): string =>
  `${modelWords[model]}, ${windowWords(window)}`;

export const pairWords = ([a, b]: readonly [string, string]): string => `${a} – ${b}`;

export const repairWords = ({ least, distance, largest, pair }: Repair): string =>
  `Not positive semidefinite as it was: least eigenvalue ${decimal(least, 3)}. The nearest correlation matrix stands in, ${decimal(distance, 4)} away; ${pairWords(pair)} changed most, by ${decimal(largest, 4)}.`;

/** A note as a sentence of its own. */
export const sentence = (note: string): string =>
  `${note.charAt(0).toUpperCase()}${note.slice(1)}.`;

/** What an estimate rests on, one sentence each. */
export function basisWords(of: CorrelationAnswer): readonly string[] {
  return [
    `${of.observations} joint returns, ${of.from} to ${of.to}, worth ${decimal(of.effectiveDays, 0)} days.`,
    `${of.significantPairs} of ${of.pairs} pairs are told from 0 at 95 %; “?” marks those that are not.`,
    ...(of.intensity === null ? [] : [`Weight of the target ${percent(of.intensity)}.`]),
    ...(of.dynamics === null
      ? []
      : [`News ${decimal(of.dynamics.news, 4)}, memory ${decimal(of.dynamics.memory, 4)}.`]),
    of.repair === null
      ? `Positive semidefinite as it is, least eigenvalue ${decimal(of.leastEigenvalue, 3)}.`
      : repairWords(of.repair),
    ...of.excluded.map(({ asset, reason }) => `Left out: ${asset}, ${reason}.`),
    ...of.notes.map(sentence),
  ];
}

export function editWords(edit: CorrelationEdit): string {
  if (edit.is === 'as-in') {
    return `${percent(edit.strength, 0)} of the way to ${edit.from} to ${edit.to}`;
  }
  if (edit.is === 'pair') return `${pairWords(edit.pair)} to ${correlationText(edit.to)}`;
  const among = edit.among === null ? 'all' : edit.among.join(', ');
  switch (edit.is) {
    case 'multiply':
      return `${among}: times ${decimal(edit.by, 0, 2)}`;
    case 'all-to-one':
      return `${among}: ${percent(edit.strength, 0)} of the way to one`;
    default:
      return `${among}: ${percent(edit.strength, 0)} of the way to none`;
  }
}
