import * as fc from 'fast-check';

// Where the whole check runs, a property is tried on the same cases each time; elsewhere on new ones.
if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 20_261_126 });
