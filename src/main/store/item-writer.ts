import { invariant } from '../../engine/values/invariant.ts';
import type { StatementItem } from '../imports/format.ts';
import { balanceTable } from './balances.ts';
import type { Connection } from './connection.ts';
import { contractTable } from './contracts.ts';
import {
  type ContractRow,
  factWriter,
  type OpenStatement,
  type Place,
  type Verdict,
} from './fact-writer.ts';
import { contentKey } from './fact.ts';
import { figureTable } from './figures.ts';
import { ledgerTable } from './ledger.ts';
import { positionTable } from './positions.ts';
import { priceWriter } from './price-writer.ts';
import { quoteTable } from './quotes.ts';

export type ItemWriter = {
  /** Keeps the items of one row and says what the row as a whole means to the store. */
  readonly put: (line: number, items: readonly StatementItem[]) => Verdict;
  /** Ends the writing: rows and closes kept. */
  readonly written: () => number;
};

/** Facts of a contract name no other contract. */
const noContract: ContractRow = () => {
  throw new Error('Invariant: a contract holds no contract');
};

/** Sends each item to the writer of its kind. */
export function itemWriter(connection: Connection, statement: OpenStatement): ItemWriter {
  const contracts = factWriter(connection, contractTable, statement, noContract);
  const contractId = connection
    .prepare<unknown[], number>('SELECT id FROM contract WHERE content = ? AND statement = ?')
    .pluck();
  // As many as the file names contracts: thousands at most.
  const rowsOfContracts = new Map<string, number>();
  const contractRow: ContractRow = (item, place) => {
    const content = contentKey(contractTable, item, statement.venue, null);
    const key = content.toString('latin1');
    const known = rowsOfContracts.get(key);
    if (known !== undefined) return known;
    contracts.put(item, place);
    const id = contractId.get(content, statement.id);
    invariant(id !== undefined, 'a contract just kept has a row');
    rowsOfContracts.set(key, id);
    return id;
  };
  const positions = factWriter(connection, positionTable, statement, contractRow);
  const balances = factWriter(connection, balanceTable, statement, contractRow);
  const figures = factWriter(connection, figureTable, statement, contractRow);
  const ledger = factWriter(connection, ledgerTable, statement, contractRow);
  const quotes = factWriter(connection, quoteTable, statement, contractRow);
  const prices = priceWriter(connection, statement);

  function verdict(item: StatementItem, place: Place): Verdict {
    switch (item.kind) {
      case 'position':
        return positions.put(item, place);
      case 'balance':
        return balances.put(item, place);
      case 'figure':
        return figures.put(item, place);
      case 'ledger':
        return ledger.put(item, place);
      case 'contract':
        return contracts.put(item, place);
      case 'quote':
        return quotes.put(item, place);
      default:
        return prices.put(item, Number(item.close), place.line);
    }
  }

  function put(line: number, items: readonly StatementItem[]): Verdict {
    const verdicts = items.map((item, part) => verdict(item, { line, part }));
    if (verdicts.includes('changed')) return 'changed';
    return verdicts.includes('new') ? 'new' : 'same';
  }

  const writers = [positions, balances, figures, ledger, contracts, quotes];
  return {
    put,
    written: () => {
      prices.flush();
      return writers.reduce((sum, writer) => sum + writer.written(), prices.written());
    },
  };
}
