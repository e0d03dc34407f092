import { readFile, realpath } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Pages } from './pages.ts';

/** What the window is built of. A file of another kind is not served. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff', 'font/woff'],
  ['.woff2', 'font/woff2'],
  ['.wasm', 'application/wasm'],
]);

/** The files of one folder, and nothing outside of it: not by `..`, not by a link. */
export function builtPages(folder: string): Pages {
  return {
    connect: [],
    at: async (path) => {
      const name = fileName(path);
      const type = name === null ? undefined : TYPES.get(extname(name));
      if (name === null || type === undefined) return null;
      try {
        const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, name))]);
        return file.startsWith(root + sep) ? { body: await readFile(file), type } : null;
      } catch {
        return null;
      }
    },
  };
}

/** The path below the folder that a URL path names; null for one that no built page can have. */
function fileName(path: string): string | null {
  const [encoded = ''] = path.split(/[?#]/, 1);
  if (!encoded.startsWith('/')) return null;
  let name: string;
  try {
    name = decodeURIComponent(encoded.slice(1));
  } catch {
    return null;
  }
  if (name === '') return 'index.html';
  const plain = /^[\w@.-]+(?:\/[\w@.-]+)*$/.test(name) && !name.split('/').includes('..');
  return plain && normalize(name) === name.replaceAll('/', sep) ? name : null;
}
