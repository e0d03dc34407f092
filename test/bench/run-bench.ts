/** `npm run --silent bench [-- NAME]`: timings as JSON; only the ratios say something beyond this machine. */
import { bookBench } from './book.ts';
import { correlationBench } from './correlation.ts';
import { feedsBench } from './feeds.ts';
import { liveDeskBench } from './live-desk.ts';
import { marginBench } from './margin.ts';
import { revaluationBench } from './revaluation.ts';
import { surfaceBench } from './surface.ts';
import { tickBench } from './tick.ts';

const benches: Readonly<Record<string, () => object | Promise<object>>> = {
  margin: marginBench,
  book: bookBench,
  revaluation: revaluationBench,
  tick: tickBench,
  'live-desk': liveDeskBench,
  correlation: correlationBench,
  feeds: feedsBench,
  surface: surfaceBench,
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches);
for (const name of names) {
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (bench === undefined) {
    process.stderr.write(`there is no bench "${name}": ${Object.keys(benches).join(', ')}\n`);
    process.exitCode = 1;
  } else {
    process.stdout.write(`${JSON.stringify({ bench: name, ...(await bench()) }, null, 2)}\n`);
  }
}
