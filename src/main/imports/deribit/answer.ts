import { instant, type Instant } from '../../../engine/values/units.ts';
import { instantOf } from '../times.ts';
import { isList, member, type JsonValue } from '../json-document.ts';

/** When Deribit gave the answer: `usOut` of JSON-RPC, microseconds; null where the file lacks it. */
export function answerTime(document: JsonValue): Instant | null {
  const first = isList(document) ? document[0] : document;
  const micros = member(first, 'usOut');
  if (typeof micros !== 'string') return null;
  const at = instantOf(micros.slice(0, -3), ['epoch-milliseconds'], 'UTC');
  return at.ok ? instant(at.value) : null;
}
