/** A published figure of a margin model beside ours. */
export type ConformanceFigure = {
  readonly vector: string;
  readonly published: number;
  readonly ours: number;
  /** Largest allowed |ours − published|. */
  readonly tolerance: number;
  /** Whether the figure follows from its publisher's own formula; where not, it is shown and not chased. */
  readonly reproducible: boolean;
};

/** The figures of one model from one source. */
export type ConformanceGroup = {
  readonly model: string;
  readonly source: string;
  readonly figures: readonly ConformanceFigure[];
};

export type Verdict = 'holds' | 'broken' | 'not reproducible';

/** Whether ours is the published figure. A figure that is no number never holds. */
export const verdictOf = ({
  published,
  ours,
  tolerance,
  reproducible,
}: ConformanceFigure): Verdict => {
  if (!reproducible) return 'not reproducible';
  return Math.abs(ours - published) <= tolerance ? 'holds' : 'broken';
};
