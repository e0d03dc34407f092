import { WebSocket, type RawData } from 'ws';
import { instant } from '../../../engine/values/units.ts';
import { longestMessage } from '../decoded.ts';
import { retryAfter } from './retry-after.ts';
import { AnswerTooLong } from './surroundings.ts';
import type { Answer, HttpRequest, Socket, SocketListener, Surroundings } from './surroundings.ts';

/** Milliseconds for a socket to open. */
const HANDSHAKE = 10_000;

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Why a URL may not be used; null where it may: encrypted, or on this computer. */
export function urlFault(text: string, protocols: readonly ('ws' | 'http')[]): string | null {
  if (!URL.canParse(text)) return 'is no URL';
  const { protocol, hostname, username, password } = new URL(text);
  const plain = protocols.map((one) => `${one}:`);
  if (![...plain, ...protocols.map((one) => `${one}s:`)].includes(protocol)) {
    return `must begin with ${protocols.map((one) => `${one}s:`).join(' or ')}`;
  }
  if (plain.includes(protocol) && !loopback.has(hostname)) {
    return 'must be encrypted: only this computer may be reached without';
  }
  return username === '' && password === '' ? null : 'must not hold a name or a password';
}

function open(url: string, listener: SocketListener): Socket {
  const fault = urlFault(url, ['ws']);
  if (fault !== null) throw new Error(`the address of a socket ${fault}`);
  const socket = new WebSocket(url, {
    handshakeTimeout: HANDSHAKE,
    maxPayload: longestMessage,
    followRedirects: false,
  });
  let over = false;
  const end = (why: string): void => {
    if (over) return;
    over = true;
    listener.ended(why);
  };
  socket.on('open', () => {
    if (!over) listener.opened();
  });
  socket.on('message', (data, isBinary) => {
    if (over) return;
    if (isBinary) {
      end('a binary message');
      socket.terminate();
    } else listener.text(textOf(data));
  });
  socket.on('error', (error) => end(error.message));
  socket.on('close', (code, reason) => end(`closed with ${code} ${reason.toString()}`.trim()));
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => {
      over = true;
      socket.terminate();
    },
  };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}

async function request(
  { method, url, headers, body }: HttpRequest,
  signal: AbortSignal,
): Promise<Answer> {
  const fault = urlFault(url, ['http']);
  if (fault !== null) throw new Error(`the address of a request ${fault}`);
  const answer = await fetch(url, {
    method,
    headers: { ...headers },
    signal,
    redirect: 'error',
    credentials: 'omit',
    ...(body === null ? {} : { body }),
  });
  return {
    status: answer.status,
    text: await limitedText(answer),
    retryAfter: retryAfter(
      answer.headers.get('retry-after'),
      answer.headers.get('date'),
      Date.now(),
    ),
  };
}

/** @throws AnswerTooLong when the body is longer than a message may be */
async function limitedText(answer: Response): Promise<string> {
  if (answer.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of answer.body) {
    text += decoder.decode(part, { stream: true });
    if (text.length > longestMessage) throw new AnswerTooLong(longestMessage);
  }
  return text + decoder.decode();
}

/** The network and the clocks of this computer. */
export const network: Surroundings = {
  now: () => instant(Date.now()),
  elapsed: () => performance.now(),
  random: Math.random,
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    // Waiting alone keeps no program from its end.
    timer.unref();
    return () => clearTimeout(timer);
  },
  open,
  request,
};
