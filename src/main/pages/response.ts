import { randomBytes } from 'node:crypto';
import type { Pages } from './pages.ts';

/** An answer that either host can give: over HTTP, or through the desktop's own scheme. */
export type PageResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
};

/** Stands in the built HTML wherever the page's nonce belongs. */
const NONCE_MARK = '__NONCE__';

/** The file at a URL path, under the policy that holds for every answer of either host. */
export async function pageResponse(pages: Pages, path: string): Promise<PageResponse> {
  const page = await pages.at(path);
  if (page === null) return textResponse(404, 'There is no such page.');
  const nonce = randomBytes(16).toString('base64');
  const headers = { ...securityHeaders(nonce, pages.connect), 'Content-Type': page.type };
  if (!page.type.startsWith('text/html')) return { status: 200, headers, body: page.body };
  const html = new TextDecoder().decode(page.body).replaceAll(NONCE_MARK, nonce);
  return { status: 200, headers, body: new TextEncoder().encode(html) };
}

export function textResponse(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): PageResponse {
  return {
    status,
    headers: {
      ...securityHeaders('', []),
      'Content-Type': 'text/plain; charset=utf-8',
      ...headers,
    },
    body: new TextEncoder().encode(`${text}\n`),
  };
}

/** The page runs its own scripts and styles, talks to its own host, and is framed by nobody. */
function securityHeaders(nonce: string, connect: readonly string[]): Record<string, string> {
  const byNonce = nonce === '' ? '' : ` 'nonce-${nonce}'`;
  const inDevelopment = connect.length > 0;
  const policy = [
    "default-src 'none'",
    // React's refresh preamble is an inline script of the development server.
    `script-src 'self'${inDevelopment ? byNonce : ''}`,
    `style-src-elem 'self'${byNonce}`,
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}
