import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { entryFinished } from './app.ts';
import { tellPage } from './wiring.ts';

/* `node run.ts out/main/index.js [--switch]`: the built main, with the double for `electron`. */

const double = new URL('electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context),
});

// Ends with the test, whatever main does.
process.on('disconnect', () => process.exit(0));

const [, , entry = ''] = process.argv;
await import(pathToFileURL(entry).href);
tellPage({ kind: 'finished' });
entryFinished();
