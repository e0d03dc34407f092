import type { CorrelationEdit } from '../../engine/contract/correlation.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { correlationEdits } from '../parameters/correlation-edits.ts';

const words = /^(multiply|all-to-one|decorrelate|as-in)(?:\(([^)]*)\))?$/;

/** What stands left of the equals sign, with the number to its right. */
function edited(name: string, value: number): unknown {
  const found = words.exec(name);
  if (found === null) return { is: 'pair', pair: namesIn(name), to: value };
  const [, is, list] = found;
  if (is === 'as-in') {
    const [from, to] = namesIn(list ?? '');
    return { is, from, to, strength: value };
  }
  const among = list === undefined ? null : namesIn(list);
  return is === 'multiply' ? { is, by: value, among } : { is, strength: value, among };
}

const namesIn = (text: string): readonly string[] => text.split(',').map((one) => one.trim());

/** Edits of correlations as a command line states them: `BTC,ETH=0.2; decorrelate(BTC,SOL)=1`. */
export function editsIn(text: string): Outcome<readonly CorrelationEdit[]> {
  const stated = text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const edits: unknown[] = [];
  for (const one of stated) {
    const at = one.lastIndexOf('=');
    const value = at < 0 ? '' : one.slice(at + 1).trim();
    if (value === '' || !Number.isFinite(Number(value))) {
      return fail('malformed', `--edit: "${one}" is no edit such as BTC,ETH=0.2`);
    }
    edits.push(edited(one.slice(0, at).trim(), Number(value)));
  }
  const read = correlationEdits.safeParse(edits);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  const [which] = issue?.path ?? [];
  const at = typeof which === 'number' ? stated[which] : text;
  return fail('malformed', `--edit: "${at}": ${issue?.message ?? 'no edit'}`);
}
