import { openStore } from '../../../../src/main/store/open.ts';

/** Holds the store named by its argument open for writing until its input ends. */
const store = openStore(process.argv[2] ?? '', { now: Date.now });
process.stdout.write('open\n');
process.stdin.resume().on('end', () => store.close());
