import { venue } from '../../engine/values/ids.ts';
import { balanceTable } from './balances.ts';
import type { Connection } from './connection.ts';
import { contractById, contractTable } from './contracts.ts';
import { contentKey, type FactItem, type FactTable } from './fact.ts';
import { figureTable } from './figures.ts';
import { ledgerTable } from './ledger.ts';
import { minutesFault } from './market-minutes.ts';
import { positionTable } from './positions.ts';
import { closesDigest } from './price-writer.ts';
import { quoteTable } from './quotes.ts';
import { recordingFault } from './recordings.ts';
import { bytes, number, numberOrNull, type Row, text } from './row.ts';
import { structuralFaults } from './verification.ts';

/** What a check of the whole store found. */
export type StoreCheck = {
  /** In words, each naming the row at fault; empty where all is well. */
  readonly problems: readonly string[];
  readonly version: number;
  readonly imports: number;
  /** Facts whose content was compared with its hash. */
  readonly facts: number;
};

/** More than this need not be told apart. */
const mostProblems = 100;

/** Statements whose rows do not add up: rows = kept + unchanged + failures, and what is stored. */
function statementProblems(connection: Connection): string[] {
  const facts = ['position', 'balance', 'figure', 'ledger', 'contract', 'quote', 'scope'];
  const counted = facts.map((table) => `SELECT statement, 1 AS n FROM ${table}`);
  return connection
    .prepare<[], Row>(
      `WITH stored AS (
         SELECT statement, sum(n) AS n
         FROM (${counted.join(' UNION ALL ')} UNION ALL SELECT statement, points FROM price)
         GROUP BY statement)
       SELECT s.*, coalesce(stored.n, 0) AS stored,
              (SELECT count(*) FROM failure f WHERE f.statement = s.id) AS failed
       FROM statement s LEFT JOIN stored ON stored.statement = s.id`,
    )
    .all()
    .flatMap((row) => {
      const name = `import ${number(row, 'id')} (${text(row, 'file')})`;
      const found: string[] = [];
      const parts =
        number(row, 'rows_kept') + number(row, 'rows_unchanged') + number(row, 'failed');
      if (number(row, 'rows_read') !== parts) {
        found.push(`${name}: ${number(row, 'rows_read')} rows read, but ${parts} accounted for`);
      }
      if (number(row, 'facts') !== number(row, 'stored')) {
        found.push(
          `${name}: ${number(row, 'facts')} facts kept, but ${number(row, 'stored')} found`,
        );
      }
      return found;
    });
}

/** Problems found in one kind of rows, and how many rows were looked at. */
type Audit = { readonly problems: string[]; looked: number };

/** SQLite cannot see a flipped bit in a value; the content's hash can. */
function auditFacts<T extends FactItem>(
  connection: Connection,
  table: FactTable<T>,
  audit: Audit,
): void {
  const contractOf = contractById(connection);
  const rows = connection
    .prepare<[], Row>(
      `SELECT f.*, s.venue AS origin_venue FROM ${table.name} f JOIN statement s ON s.id = f.statement`,
    )
    .iterate();
  for (const row of rows) {
    audit.looked += 1;
    if (isSound(row)) continue;
    if (audit.problems.length >= mostProblems) return;
    audit.problems.push(
      `${table.name} ${number(row, 'id')} (import ${number(row, 'statement')}, line ${number(row, 'line')}): its content has changed since it was kept`,
    );
  }

  function isSound(row: Row): boolean {
    try {
      const linked = row.contract === undefined ? null : numberOrNull(row, 'contract');
      const contract = linked === null ? null : contractOf(linked);
      const of = venue(text(row, 'origin_venue'));
      const values = contract === null ? null : contractTable.values(contract, of);
      const key = contentKey(table, table.item(row, contract), of, values);
      return key.equals(bytes(row, 'content'));
    } catch {
      // A column that no longer holds its kind of value is the same finding.
      return false;
    }
  }
}

function auditPrices(connection: Connection, audit: Audit): void {
  for (const row of connection.prepare<[], Row>('SELECT * FROM price').iterate()) {
    audit.looked += number(row, 'points');
    const key = [
      text(row, 'series'),
      text(row, 'asset'),
      text(row, 'quote'),
      text(row, 'interval'),
      number(row, 'year'),
    ];
    const columns = [bytes(row, 'at'), bytes(row, 'closes'), bytes(row, 'lines')];
    const sound = closesDigest(key, ...columns).equals(bytes(row, 'content'));
    if (sound && columns[0]?.length === number(row, 'points') * 8) continue;
    audit.problems.push(
      `prices of ${key.join(' ')} (import ${number(row, 'statement')}): their content has changed since they were kept`,
    );
  }
}

/** What live markets said: no facts of an import, but guarded as they are. */
function auditRecorded(connection: Connection, problems: string[]): void {
  for (const [table, faultOf] of [
    ['recording', recordingFault],
    ['market_minute', minutesFault],
    ['market_hour', minutesFault],
  ] as const) {
    for (const row of connection.prepare<[], Row>(`SELECT * FROM ${table}`).iterate()) {
      const fault = faultOf(row);
      if (fault !== null) problems.push(fault);
      if (problems.length >= mostProblems) return;
    }
  }
}

/** Looks at everything: structure, references, the row equation of each import, and each content. */
export function storeCheck(connection: Connection): StoreCheck {
  const problems = structuralFaults(connection, 'integrity_check');
  const audit: Audit = { problems, looked: 0 };
  // Reading through a broken structure would only repeat the same fault.
  if (problems.length === 0) {
    for (const row of connection.prepare<[], Row>('PRAGMA foreign_key_check').iterate()) {
      problems.push(
        `${text(row, 'table')} ${numberOrNull(row, 'rowid')} refers to a missing ${text(row, 'parent')}`,
      );
    }
    problems.push(...statementProblems(connection));
    auditFacts(connection, contractTable, audit);
    auditFacts(connection, positionTable, audit);
    auditFacts(connection, balanceTable, audit);
    auditFacts(connection, figureTable, audit);
    auditFacts(connection, ledgerTable, audit);
    auditFacts(connection, quoteTable, audit);
    auditPrices(connection, audit);
    auditRecorded(connection, problems);
  }
  const version = connection.pragma('user_version', { simple: true });
  return {
    problems: problems.slice(0, mostProblems),
    version: typeof version === 'number' ? version : 0,
    imports: Number(connection.prepare('SELECT count(*) FROM statement').pluck().get()),
    facts: audit.looked,
  };
}
