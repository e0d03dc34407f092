import { z } from 'zod';
import { asset } from '../../../engine/values/ids.ts';
import { ok } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { sameNumber } from '../decimals.ts';
import { documentFormat, type Document } from '../document-format.ts';
import { note, type RowReader } from '../events.ts';
import { assetCode, decimal, fieldsOf, optionalDecimal, textOrNull } from '../fields.ts';
import type {
  DecimalText,
  FigureItem,
  ReadEvent,
  ReadOptions,
  StatementFormat,
} from '../format.ts';
import { hasKeys, isList, member, rowsWith, type JsonValue } from '../json-document.ts';
import { answerTime } from './answer.ts';
import { DERIBIT } from './names.ts';

const Row = z.object({
  currency: assetCode,
  balance: decimal(),
  margin_model: textOrNull,
  equity: optionalDecimal(),
  initial_margin: optionalDecimal(),
  maintenance_margin: optionalDecimal(),
  total_equity_usd: optionalDecimal(),
  total_initial_margin_usd: optionalDecimal(),
  total_maintenance_margin_usd: optionalDecimal(),
});
type Fields = z.infer<typeof Row>;

/** Under cross collateral every currency repeats the account's one total, which is in dollars. */
const isCross = ({ margin_model: model }: Fields): boolean => model?.startsWith('cross') ?? false;

type Totals = Readonly<Record<FigureItem['name'], DecimalText | null>>;

const totalsOf = (row: Fields): Totals =>
  isCross(row)
    ? {
        equity: row.total_equity_usd,
        initialMargin: row.total_initial_margin_usd,
        maintenanceMargin: row.total_maintenance_margin_usd,
      }
    : {
        equity: row.equity,
        initialMargin: row.initial_margin,
        maintenanceMargin: row.maintenance_margin,
      };

function figures(row: Fields, account: string, at: Instant): readonly FigureItem[] {
  const totals = totalsOf(row);
  const unit = isCross(row) ? asset('USD') : row.currency;
  const names = ['equity', 'initialMargin', 'maintenanceMargin'] as const;
  return names.flatMap((name) => {
    const value = totals[name];
    if (value === null) return [];
    const figure = { name, asset: unit, value, model: row.margin_model };
    return [{ kind: 'figure' as const, account, ...figure, at }];
  });
}

/** Messages of `user.portfolio` carry one currency each under `params.data`. */
function rowsIn(whole: JsonValue): readonly JsonValue[] | null {
  const messages = isList(whole) ? whole : [whole];
  const data = messages.map((message) => member(member(message, 'params'), 'data'));
  return data.some((each) => each !== undefined)
    ? data.map((each, i) => each ?? messages[i] ?? null)
    : rowsWith(whole, 'currency', 'balance');
}

function reader({ whole }: Document, options: ReadOptions): RowReader<Fields> {
  const at = answerTime(whole) ?? options.fileTime;
  const account = options.account ?? 'main';
  let crossTold = false;
  return (row) => {
    const repeated = isCross(row) && crossTold;
    crossTold ||= isCross(row);
    return ok({
      items: [
        { kind: 'balance', account, asset: row.currency, balance: row.balance, at },
        ...(repeated ? [] : figures(row, account, at)),
      ],
      summary: `balance ${row.balance} ${row.currency}`,
    });
  };
}

/** Says so where rows of one cross account disagree on its total. */
function* closing({ rows }: Document): Iterable<ReadEvent> {
  const cross = rows
    .map((row) => fieldsOf(Row, row))
    .flatMap((fields) => (fields.ok && isCross(fields.value) ? [fields.value] : []));
  const [first] = cross;
  const total = first?.total_equity_usd ?? null;
  if (first === undefined || total === null) return;
  for (const { currency, total_equity_usd: other } of cross) {
    if (other === null || sameNumber(total, other)) continue;
    yield note(
      `total equity differs between ${first.currency} (${total} USD) and ${currency} (${other} USD): the file mixes accounts or moments; the first is kept`,
    );
    return;
  }
}

/** `private/get_account_summaries`, `get_account_summary`, or messages of `user.portfolio`. */
export const deribitAccount: StatementFormat = documentFormat({
  id: 'deribit-account-json',
  title: 'Deribit account summaries (JSON)',
  venue: DERIBIT,
  recognises: (head) =>
    hasKeys(head, 'currency', 'balance', 'margin_model') &&
    !hasKeys(head, 'instrument_name', 'direction'),
  rows: rowsIn,
  schema: Row,
  reader,
  closing,
});
