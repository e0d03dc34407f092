import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { fullJitter } from '../feeds/connection/backoff.ts';
import { AnswerTooLong } from '../feeds/connection/surroundings.ts';
import type { Answer, HttpRequest, Surroundings } from '../feeds/connection/surroundings.ts';
import type { Endpoint } from './endpoint.ts';

/** How patiently the other side is asked, milliseconds. */
export type Patience = {
  /** Of one attempt, headers and body. */
  readonly timeout: number;
  /** Attempts in all, at least 1. */
  readonly attempts: number;
  readonly backoff: { readonly least: number; readonly most: number };
};

export const usualPatience: Patience = {
  timeout: 10_000,
  attempts: 3,
  backoff: { least: 500, most: 15_000 },
};

/** What asking needs of the world. */
export type Asking = {
  readonly around: Pick<Surroundings, 'now' | 'random' | 'after' | 'request'>;
  readonly patience: Patience;
  /** Ends what is being asked. */
  readonly signal: AbortSignal | null;
};

/** One attempt: an answer, a fault for good, or one that may pass. */
type Attempt =
  | { readonly end: Outcome<unknown> }
  | { readonly again: Outcome<never>; readonly after: number };

/** The system's own code of a network fault, such as `ECONNREFUSED`: messages may hold the address. */
function codeOf(error: unknown): string {
  for (let one: unknown = error, depth = 0; depth < 5; depth++) {
    if (!(one instanceof Error)) break;
    if ('code' in one && typeof one.code === 'string' && /^[A-Z_]{2,40}$/.test(one.code)) {
      return one.code;
    }
    one = one.cause;
  }
  return 'no answer';
}

/** What a status other than 2xx means. */
function refused({ status, retryAfter }: Answer, name: string): Attempt {
  const after = retryAfter ?? 0;
  if (status === 429) {
    return { again: fail('limit-exceeded', `${name}: too many requests (429)`), after };
  }
  if (status >= 500) {
    return { again: fail('missing-market-data', `${name}: the server failed (${status})`), after };
  }
  const why =
    status === 401 || status === 403
      ? 'the key is missing or not accepted'
      : status === 404
        ? 'nothing is there'
        : 'the request was refused';
  return { end: fail('missing-market-data', `${name}: ${why} (${status})`) };
}

function parsed(text: string, name: string): Outcome<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail('malformed', `${name}: the answer is no JSON, or it is cut off`);
  }
}

async function attempt(
  { name }: Endpoint,
  request: HttpRequest,
  { around, patience, signal }: Asking,
): Promise<Attempt> {
  const timeout = AbortSignal.timeout(patience.timeout);
  try {
    const answer = await around.request(
      request,
      signal === null ? timeout : AbortSignal.any([timeout, signal]),
    );
    return answer.status >= 200 && answer.status < 300
      ? { end: parsed(answer.text, name) }
      : refused(answer, name);
  } catch (error) {
    if (signal?.aborted === true) {
      return { end: fail('missing-market-data', `${name}: no longer asked`) };
    }
    if (error instanceof AnswerTooLong) {
      return { end: fail('limit-exceeded', `${name}: ${error.message}`) };
    }
    const why = timeout.aborted
      ? `no answer within ${patience.timeout} ms`
      : `the connection failed (${codeOf(error)})`;
    return { again: fail('missing-market-data', `${name}: ${why}`), after: 0 };
  }
}

/**
 * Asks for JSON: a body is posted, without one it is a GET. What may pass (429, 5xx, a broken connection,
 * no answer in time) is asked again after a back-off with full jitter, and not before the other side
 * allows it. Never throws for what the other side does, and no fault holds more of the address than its host.
 *
 * @param url of the endpoint or below it
 */
export async function askedJson(
  endpoint: Endpoint,
  url: string,
  body: unknown,
  asking: Asking,
): Promise<Outcome<unknown>> {
  const posted = body !== undefined;
  const request: HttpRequest = {
    method: posted ? 'POST' : 'GET',
    url,
    headers: {
      ...endpoint.headers,
      accept: 'application/json',
      ...(posted ? { 'content-type': 'application/json' } : {}),
    },
    body: posted ? JSON.stringify(body) : null,
  };
  const { around, patience } = asking;
  for (let count = 1; ; count++) {
    const one = await attempt(endpoint, request, asking);
    if ('end' in one) return one.end;
    const wait = Math.max(fullJitter(count, patience.backoff, around.random()), one.after);
    if (count >= patience.attempts || wait > patience.backoff.most) return one.again;
    await new Promise<void>((done) => {
      around.after(wait, done);
    });
  }
}
