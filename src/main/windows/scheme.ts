import { protocol } from 'electron';
import type { Pages } from '../pages/pages.ts';
import { pageResponse, textResponse, type PageResponse } from '../pages/response.ts';

const SCHEME = 'app';
const HOST = 'workstation';

/** The window's own origin. Files of the computer have no way into it. */
export const ORIGIN: string = `${SCHEME}://${HOST}`;

/** True for an address of the window itself, judged on the parsed URL and not on its text. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${SCHEME}:` && url.host === HOST;
}

/** Must run before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Answers the scheme with the built window, under the same policy as the browser host. */
export function answerScheme(pages: Pages): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    const { pathname, search } = new URL(url);
    if (!isOwnAddress(url)) return response(textResponse(421, 'There is no such host.'));
    if (method !== 'GET') return response(textResponse(405, 'Only GET is answered.'));
    return response(await pageResponse(pages, pathname + search));
  });
}

const response = ({ status, headers, body }: PageResponse): Response =>
  new Response(body, { status, headers });
