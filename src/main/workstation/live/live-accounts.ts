import type { FollowedAccount, KeysState, NewKey } from '../../../engine/contract/feeds.ts';
import type { Instant } from '../../../engine/values/units.ts';
import {
  AccountFollower,
  type AccountDocument,
  type FollowState,
} from '../../feeds/accounts/account-follower.ts';
import type { Surroundings } from '../../feeds/connection/surroundings.ts';
import type { VenueAccount } from '../../feeds/venue-account.ts';
import type { Endpoints } from '../../feeds/venue-feed.ts';
import type { KeyName } from '../../secrets/key-file.ts';
import type { Vault } from '../../secrets/vault.ts';
import type { FigureItem } from '../../imports/format.ts';
import type { Stored } from '../stored.ts';
import { holdingsOf, type Holdings } from './holdings.ts';

/** Milliseconds between two rounds of questions to an account. */
const EVERY = 10_000;

export type LiveAccountsOptions = {
  readonly vault: Vault;
  readonly accounts: ReadonlyMap<string, VenueAccount>;
  /** Where a venue is reached; null where it is not followed, and then its accounts are not asked. */
  readonly endpointsOf: (venue: string) => Endpoints | null;
  readonly around: Surroundings;
  /** Positions or balances are not those of before: the answers are to be kept as an import. */
  readonly onHoldings: (account: KeyName, documents: readonly AccountDocument[]) => void;
  /** Figures of margin changed. */
  readonly onFigures: () => void;
};

type Followed = {
  readonly follower: AccountFollower;
  state: FollowState;
  fault: string | null;
  lastAnswer: Instant | null;
  holdings: Holdings | null;
  figures: string;
};

/** Accounts that are read with the keys of the vault, while their venues are followed and it is open. */
export class LiveAccounts {
  readonly #options: LiveAccountsOptions;
  readonly #followed = new Map<string, Followed>();

  constructor(options: LiveAccountsOptions) {
    this.#options = options;
  }

  get keys(): KeysState {
    return this.#options.vault.state;
  }

  get accounts(): readonly FollowedAccount[] {
    return this.#options.vault.names.map((name) => {
      const followed = this.#followed.get(name.id);
      return followed === undefined
        ? { ...name, state: 'locked', lastAnswer: null, fault: null }
        : {
            ...name,
            state: followed.state,
            lastAnswer: followed.lastAnswer,
            fault: followed.fault,
          };
    });
  }

  /** What the venues last stated of margin. */
  get figures(): readonly Stored<FigureItem>[] {
    const { vault, accounts } = this.#options;
    return vault.names.flatMap(({ id, venue }) => {
      const of = accounts.get(venue);
      const holdings = this.#followed.get(id)?.holdings;
      return of === undefined || holdings === undefined || holdings === null
        ? []
        : holdings.figures.map((figure) => ({
            ...figure,
            venue: of.venue,
            source: `${of.venue} live`,
          }));
    });
  }

  /** @throws when the passphrase is not the one */
  open(passphrase: string): void {
    const why = this.#options.vault.open(passphrase);
    if (why !== null) throw new Error(why);
    this.follow();
  }

  lock(): void {
    this.stop();
    this.#options.vault.lock();
  }

  /** @throws when the vault is locked or the venue's accounts cannot be read */
  add({ venue, account, fields }: NewKey): void {
    const of = this.#options.accounts.get(venue);
    if (of === undefined) throw new Error('accounts of this venue cannot be read');
    const missing = of.fields.filter(({ name }) => (fields[name] ?? '').trim() === '');
    if (missing.length > 0) {
      throw new Error(`the key lacks ${missing.map(({ name }) => name).join(', ')}`);
    }
    const wanted = of.fields.map(({ name }) => [name, (fields[name] ?? '').trim()] as const);
    this.#options.vault.add(venue, account, Object.fromEntries(wanted));
    this.follow();
  }

  remove(id: string): void {
    this.#followed.get(id)?.follower.stop();
    this.#followed.delete(id);
    this.#options.vault.remove(id);
  }

  /** Asks the accounts whose venue is followed, and no others. */
  follow(): void {
    const { vault, endpointsOf } = this.#options;
    for (const name of vault.names) {
      const endpoints = vault.state === 'open' ? endpointsOf(name.venue) : null;
      const known = this.#followed.get(name.id);
      if (endpoints === null) {
        known?.follower.stop();
        this.#followed.delete(name.id);
      } else if (known === undefined) this.#start(name, endpoints);
    }
  }

  stop(): void {
    for (const { follower } of this.#followed.values()) follower.stop();
    this.#followed.clear();
  }

  #start(name: KeyName, endpoints: Endpoints): void {
    const { vault, accounts, around } = this.#options;
    const account = accounts.get(name.venue);
    const credentials = vault.credentials(name.id);
    if (account === undefined || credentials === null) return;
    const follower = new AccountFollower({
      account,
      credentials,
      endpoints,
      around,
      every: EVERY,
      onAnswers: (documents) => void this.#answered(name, documents),
      onState: (state, fault) => {
        const followed = this.#followed.get(name.id);
        if (followed === undefined) return;
        followed.state = state;
        followed.fault = fault;
      },
    });
    this.#followed.set(name.id, {
      follower,
      state: 'checking',
      fault: null,
      lastAnswer: null,
      holdings: null,
      figures: '',
    });
  }

  async #answered(name: KeyName, documents: readonly AccountDocument[]): Promise<void> {
    const holdings = await holdingsOf(documents, name.account);
    const followed = this.#followed.get(name.id);
    if (followed === undefined) return;
    const before = followed.holdings;
    followed.holdings = holdings;
    followed.lastAnswer = this.#options.around.now();
    if (holdings.faults.length > 0) followed.fault = holdings.faults.join('; ');
    const figures = JSON.stringify(holdings.figures.map(({ at: _at, ...one }) => one));
    const changed = figures !== followed.figures;
    followed.figures = figures;
    if (before?.signature !== holdings.signature) this.#options.onHoldings(name, documents);
    else if (changed) this.#options.onFigures();
  }
}
