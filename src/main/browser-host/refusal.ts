import type { IncomingMessage } from 'node:http';

/** Why a request is not answered: the status, and a line that gives nothing away. */
export type Refusal = { readonly status: number; readonly reason: string };

/**
 * The first rule of the local host that a request breaks, before its cookie is looked at; null where
 * it breaks none. The exact `Host` keeps out names that an attacker points at 127.0.0.1 (DNS
 * rebinding); `Origin` and `Sec-Fetch-Site` keep out pages of other origins, also those of another
 * port of this computer, to which the cookie is sent along.
 *
 * @param authority the one `Host` this server has: `127.0.0.1:41234`
 */
export function refusalOf(request: IncomingMessage, authority: string): Refusal | null {
  if (request.httpVersion !== '1.1' || !onlyHostIs(request, authority) || !isOriginForm(request)) {
    return { status: 421, reason: 'This is not the host that was asked for.' };
  }
  const { origin, 'sec-fetch-site': site } = request.headers;
  const foreignOrigin = origin !== undefined && origin !== `http://${authority}`;
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (foreignOrigin || foreignSite) {
    return { status: 403, reason: 'Other pages are not answered.' };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return isJson(request)
      ? { status: 405, reason: 'Only GET is answered.' }
      : { status: 415, reason: 'Forms are not accepted.' };
  }
  return null;
}

/** A second `Host` could be the one that something else believes. */
function onlyHostIs({ rawHeaders }: IncomingMessage, authority: string): boolean {
  const hosts = rawHeaders.filter(
    (_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'host',
  );
  return hosts.length === 1 && hosts[0] === authority;
}

/** `GET /path`, not `GET http://somewhere/path`. */
const isOriginForm = ({ url }: IncomingMessage): boolean => url?.startsWith('/') === true;

const isJson = ({ headers }: IncomingMessage): boolean =>
  /^application\/json\b/i.test(headers['content-type'] ?? '');
