import type { Pages } from './pages.ts';

/** The files of a running development server, passed through so that the page keeps our own origin. */
export function developmentPages(server: string): Pages {
  const { host } = new URL(server);
  return {
    connect: [`ws://${host}`],
    at: async (path) => {
      const answer = await fetch(new URL(path, server), { redirect: 'manual' });
      if (!answer.ok) return null;
      const body = new Uint8Array(await answer.arrayBuffer());
      return { body, type: answer.headers.get('content-type') ?? 'application/octet-stream' };
    },
  };
}
