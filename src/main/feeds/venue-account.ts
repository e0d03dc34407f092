import type { Venue } from '../../engine/values/ids.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { HttpRequest } from './connection/surroundings.ts';
import type { Endpoints } from './venue-feed.ts';

/** Values by the names of `VenueAccount.fields`. Never logged, never sent to a window. */
export type Credentials = Readonly<Record<string, string>>;

/** One request of an account, complete: it holds secrets. */
export type SignedRequest = HttpRequest;

/** What an account is asked for; each answer is a document that the importer of `format` reads. */
export type AccountQuestion = {
  /** Id of the statement format that reads the answer. */
  readonly format: string;
  /** In the list of imports, as the file's name: `positions`. */
  readonly title: string;
  readonly request: SignedRequest;
  /**
   * The request for the next page, by an answer; null after the last. Pages are read as one document:
   * a JSON list of the answers. Absent: the answer is whole.
   */
  readonly next?: (answer: unknown) => SignedRequest | null;
};

/** How positions, balances and margin figures of one venue's accounts are read. Nothing here can trade. */
export type VenueAccount = {
  readonly venue: Venue;
  /** What a key consists of, in the venue's own words: `client id`, `client secret`. */
  readonly fields: readonly { readonly name: string; readonly secret: boolean }[];
  /** The venue's time by which requests are signed, where its rule needs it. */
  readonly clock: (endpoints: Endpoints) => string | null;
  /**
   * Asks what the key may do. A key that may trade or withdraw is refused: `judge` fails with what it
   * may. Null where the venue does not tell.
   */
  readonly permission:
    | ((credentials: Credentials, at: Instant, endpoints: Endpoints) => SignedRequest)
    | null;
  readonly judge: (answer: unknown) => Outcome<null>;
  /** @param at the venue's time */
  readonly questions: (
    credentials: Credentials,
    at: Instant,
    endpoints: Endpoints,
  ) => readonly AccountQuestion[];
  /** Why a body is no answer: the venue's own error, without secrets. Null where it is one. */
  readonly refusal: (answer: unknown) => string | null;
};
