/** One published figure of a margin model beside ours. */
export type ConformanceRow = {
  /** Our model's id, as `crossguard margin --model` names it. */
  readonly model: string;
  /** The vector's id with the figure it states, such as `V-DER-SM-1 initial`. */
  readonly vector: string;
  readonly published: number;
  readonly ours: number;
  /** Largest allowed |ours − published|, in the unit of the figure. */
  readonly tolerance: number;
  readonly source: string;
  /**
   * `exact`: must be within its tolerance. `unreproducible`: the publisher's own numbers do not
   * follow from its own formula; shown beside ours, and never chased.
   */
  readonly standing: 'exact' | 'unreproducible';
};

export const differenceOf = ({ ours, published }: ConformanceRow): number =>
  Math.abs(ours - published);

/** Whether a row breaks its tolerance; a figure that is no number always does. */
export const isBroken = (row: ConformanceRow): boolean =>
  row.standing === 'exact' && !(differenceOf(row) <= row.tolerance);
