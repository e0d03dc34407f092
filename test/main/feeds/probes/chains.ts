import * as fc from 'fast-check';

export type Pair = readonly [price: number, size: number];

/** One message of a made-up book: what it changes, its ids, and the whole book after it. */
export type Link = {
  readonly whole: boolean;
  readonly bids: readonly Pair[];
  readonly asks: readonly Pair[];
  readonly id: number;
  readonly previous: number;
  /** Unique in its chain. */
  readonly at: number;
  readonly after: { readonly bids: readonly Pair[]; readonly asks: readonly Pair[] };
};

const START = 1_700_000_000_000;

const changes = (least: number): fc.Arbitrary<readonly Pair[]> =>
  fc.array(fc.tuple(fc.integer({ min: least, max: least + 9 }), fc.integer({ min: 0, max: 3 })), {
    maxLength: 4,
  });

const applied = (book: ReadonlyMap<number, number>, rows: readonly Pair[]): Map<number, number> => {
  const next = new Map([...book, ...rows]);
  return new Map([...next].filter(([, size]) => size > 0));
};

/** How a venue numbers: `restart` begins anew within the chain, with a whole book or without. */
export type Numbering = {
  readonly step: (by: number) => number;
  readonly restart: number;
  readonly wholeAtRestart: boolean;
};

/** A snapshot and changes after it; the ids begin anew once, at the place told. */
export const chain = ({
  step,
  restart,
  wholeAtRestart,
}: Numbering): fc.Arbitrary<readonly Link[]> =>
  fc
    .tuple(
      fc.array(fc.tuple(changes(90), changes(101), fc.integer({ min: 1, max: 9 })), {
        minLength: 4,
        maxLength: 25,
      }),
      fc.integer({ min: 2, max: 60 }),
    )
    .map(([parts, restartAt]) => {
      let [bids, asks] = [new Map<number, number>(), new Map<number, number>()];
      let id = 5_000;
      return parts.map(([newBids, newAsks, by], i): Link => {
        const previous = id;
        const restarts = i === restartAt;
        const whole = i === 0 || (restarts && wholeAtRestart);
        id = restarts ? restart : id + step(by);
        if (whole) [bids, asks] = [new Map(), new Map()];
        [bids, asks] = [applied(bids, newBids), applied(asks, newAsks)];
        const after = {
          bids: [...bids].toSorted(([a], [b]) => b - a),
          asks: [...asks].toSorted(([a], [b]) => a - b),
        };
        return { whole, bids: newBids, asks: newAsks, id, previous, at: START + i, after };
      });
    });

const tampering = fc.array(
  fc.tuple(fc.constantFrom('drop', 'twice', 'swap', 'replay', 'delay'), fc.nat(), fc.nat()),
  { minLength: 1, maxLength: 4 },
);

/** A chain as it may come: with messages lost, doubled, swapped, sent again or late. */
export const tampered = (of: Numbering): fc.Arbitrary<readonly Link[]> =>
  fc.tuple(chain(of), tampering).map(([links, faults]) => {
    const sent = [...links];
    for (const [fault, at, to] of faults) {
      const i = at % sent.length;
      const link = sent[i];
      if (link === undefined) continue;
      const later = i + 1 + (to % 5);
      if (fault === 'drop' && sent.length > 1) sent.splice(i, 1);
      else if (fault === 'twice') sent.splice(i, 0, link);
      else if (fault === 'replay') sent.splice(later, 0, link);
      else {
        sent.splice(i, 1);
        sent.splice(fault === 'swap' ? i + 1 : later, 0, link);
      }
    }
    return sent;
  });
