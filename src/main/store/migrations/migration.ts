/** One step of the store's shape, from `version − 1` to `version`. Never changed once released. */
export type Migration = {
  readonly version: number;
  readonly title: string;
  readonly sql: string;
};
