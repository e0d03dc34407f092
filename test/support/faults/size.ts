/** `nightly` runs more seeds and longer sessions: `npm run campaign`. */
const isNightly: boolean = process.env['CROSSGUARD_CAMPAIGN'] === 'nightly';

/** A count at the size of each check, or of a night. */
export const sized = (each: number, nightly: number): number => (isNightly ? nightly : each);
