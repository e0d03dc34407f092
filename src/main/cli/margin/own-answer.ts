import type { Failure, Outcome } from '../../../engine/values/outcome.ts';
import { requirementText } from '../../reports/margin-tree.ts';
import type { OwnMargin } from './own-model.ts';

/** The figures that are one word or number, a line each. */
const plainFigures = (figures: OwnMargin['figures']): string =>
  Object.entries(figures)
    .map(([name, value]) =>
      typeof value === 'object' && value !== null ? '' : `${name}: ${value ?? 'none'}\n`,
    )
    .join('');

/** Prints what a model of this name answers to a document of its own, and gives the exit code. */
export function answerOwn(name: string, answer: Outcome<OwnMargin>, json: boolean): number {
  if (!answer.ok) {
    process.stderr.write(`crossguard: ${answer.failure.message}\n`);
    return 1;
  }
  const { equity, requirement, figures } = answer.value;
  const all: Failure[] = [equity, requirement.initial, requirement.maintenance].flatMap((one) =>
    one.ok
      ? (one.value.lacking ?? [])
      : one.failure.reason === 'not-applicable'
        ? []
        : [one.failure],
  );
  const failures = [...new Set(all)];
  process.stdout.write(
    json
      ? `${JSON.stringify({ model: name, equity, requirement, figures, failures })}\n`
      : requirementText(name, equity, requirement) + plainFigures(figures),
  );
  if (!requirement.initial.ok && !requirement.maintenance.ok) return 1;
  return failures.length > 0 ? 2 : 0;
}
