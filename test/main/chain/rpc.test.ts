import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { endpointOf } from '../../../src/main/chain/endpoint.ts';
import { openRpc } from '../../../src/main/chain/rpc.ts';
import { longestMessage } from '../../../src/main/feeds/decoded.ts';
import { nodeServer, type Fault, type NodeServer } from './node-server.ts';
import { asking, endpoint } from './opened.ts';

const SECRET = 'a1b2c3d4e5f6a7b8c9d0';

let server: NodeServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const node = async (result: (method: string) => unknown): Promise<NodeServer> => {
  server = await nodeServer(({ method }) => result(method));
  return server;
};

const usual = (method: string): unknown => (method === 'eth_chainId' ? '0x1' : '0x5');

async function opening(
  result: (method: string) => unknown,
  chainId: number | null,
  faults: readonly Fault[] = [],
  attempts = 1,
): Promise<string> {
  const { url, faults: queue } = await node(result);
  queue.push(...faults);
  const patience = { ...asking.patience, attempts };
  const to = endpoint(`${url}/v3/${SECRET}?apikey=${SECRET}`);
  const found = await openRpc(to, chainId, { ...asking, patience });
  return found.ok ? `chain ${found.value.chainId}` : found.failure.message;
}

const answer =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Fault =>
  (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

describe('a node', () => {
  test('is asked for its chain, and one of another chain is refused', async () => {
    expect(await opening(usual, 1)).toBe('chain 1');
    expect(await opening(usual, null)).toBe('chain 1');
    expect(await opening(usual, 10)).toContain('is a node of chain 1, not of chain 10');
  });

  test.each<[string, unknown]>([
    ['no number', 'mainnet'],
    ['a number that is no text', 1],
    ['leading zeros', '0x01'],
    ['an empty quantity', '0x'],
    ['a negative one', '-0x1'],
    ['more than 53 bits', '0xffffffffffffffff'],
    ['null', null],
  ])('whose chain id is %s is refused', async (_, said) => {
    expect(await opening(() => said, null)).toContain('eth_chainId');
  });

  test('that refuses a call names method, code and words, without what is secret', async () => {
    const message = `daily limit of ${SECRET} reached\u0007\n`;
    const refused = await opening(() => ({ error: { code: -32_005, message } }), null);
    expect(refused).toMatch(
      /^127\.0\.0\.1:\d+: eth_chainId failed \(-32005: daily limit of … reached\)$/,
    );
    expect(await opening(() => ({ error: 'no' }), null)).toContain('without code and message');
  });

  const half: Fault = (response) => {
    response.writeHead(200, { 'content-length': '500' });
    response.write('[{"jsonrpc":"2.0",');
    setTimeout(() => response.destroy(), 20);
  };
  const silent: Fault = () => undefined;

  test.each<[string, Fault, string]>([
    ['stays silent', silent, 'no answer within 400 ms'],
    ['breaks off', half, 'the connection failed'],
    ['sends half an answer', answer(200, '[{"id":1,"resu'), 'no JSON, or it is cut off'],
    ['sends a page', answer(200, '<html>'), 'no JSON'],
    ['sends nothing', answer(200, ''), 'no JSON'],
    ['answers one for all', answer(200, '{"id":1,"result":"0x1"}'), 'one answer to a batch'],
    [
      'refuses batches',
      answer(200, '{"id":null,"error":{"code":-32600,"message":"no batches"}}'),
      'the batch failed (-32600: no batches)',
    ],
    [
      'answers something else',
      answer(200, '[{"id":9,"result":"0x1"}]'),
      'eth_chainId was not answered',
    ],
    ['answers with neither', answer(200, '[{"id":1}]'), 'neither result nor error'],
    ['limits us', answer(429, 'slow down'), 'too many requests (429)'],
    ['fails', answer(503, ''), 'the server failed (503)'],
    ['wants a key', answer(401, `no key ${SECRET}`), 'the key is missing or not accepted (401)'],
    ['is not there', answer(404, ''), 'nothing is there (404)'],
    [
      'sends us elsewhere',
      answer(302, '', { location: 'http://127.0.0.1:1/' }),
      'the connection failed',
    ],
  ])('that %s is a fault by name, without the secret', async (_, fault, why) => {
    const said = await opening(usual, 1, [fault]);
    expect(said).toContain(why);
    expect(said).toMatch(/^127\.0\.0\.1:\d+/);
    expect(said).not.toContain(SECRET);
  });

  test('that fails for a moment is asked again, and not before it allows it', async () => {
    expect(await opening(usual, 1, [answer(503, '')], 2)).toBe('chain 1');
    expect(await opening(usual, 1, [half], 2)).toBe('chain 1');
    expect(await opening(usual, 1, [answer(429, '', { 'retry-after': '60' })], 2)).toContain('429');
    expect(server?.bodies).toHaveLength(1);
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    const later = answer(429, '', { 'retry-after': inAnHour });
    expect(await opening(usual, 1, [later], 2)).toContain('429');
    expect(server?.bodies).toHaveLength(1);
    const long = answer(200, 'x'.repeat(longestMessage + 1));
    expect(await opening(usual, 1, [long], 2)).toMatch(
      /: the answer is longer than \d+ characters$/,
    );
    expect(server?.bodies).toHaveLength(1);
    expect(await opening(usual, 1, [answer(401, '')], 2)).toContain('401');
    expect(server?.bodies).toHaveLength(1);
  });

  test('is asked in batches of at most fifty, and answers in the order of the questions', async () => {
    const { url, bodies } = await node(usual);
    const rpc = await openRpc(endpoint(url), 1, asking);
    if (!rpc.ok) throw new Error(rpc.failure.message);
    const found = await rpc.value.ask(
      Array.from({ length: 101 }, (_, i) => {
        return { method: i === 70 ? 'eth_chainId' : 'eth_blockNumber', params: [] };
      }),
    );
    expect(found.flatMap((one, i) => (one.ok && one.value === '0x1' ? [i] : []))).toEqual([70]);
    expect(found).toHaveLength(101);
    expect(bodies).toHaveLength(4);
  });

  test('whatever JSON it answers, nothing is thrown and the fault has its name', async () => {
    const { url, faults } = await node(usual);
    const anything = fc.oneof(
      fc.json(),
      fc
        .array(fc.record({ id: fc.constant(1), result: fc.jsonValue(), error: fc.jsonValue() }))
        .map((list) => JSON.stringify(list)),
      fc.array(fc.jsonValue()).map((list) => JSON.stringify(list)),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        faults.push(answer(200, text));
        const found = await openRpc(endpoint(url), null, asking);
        if (found.ok) expect(text).toMatch(/"result":"0x[1-9a-f]/);
        else expect(found.failure.message).toMatch(/^127\.0\.0\.1:\d+: ./);
      }),
      { numRuns: 150 },
    );
  });
});

describe('an address', () => {
  test.each<[string, string]>([
    ['nonsense', 'is no URL'],
    ['ftp://example.org', 'must begin with https'],
    ['http://example.org', 'must be encrypted'],
    [`https://user:${SECRET}@example.org`, 'must not hold a name or a password'],
  ])('%s is refused without being repeated', (text, why) => {
    const found = endpointOf(text);
    const said = found.ok ? '' : found.failure.message;
    expect(said).toContain(why);
    expect(said).not.toContain('example');
    expect(said).not.toContain(SECRET);
  });

  test('a key with characters of no key is refused', () => {
    expect(endpointOf('https://example.org', 'a\nb').ok).toBe(false);
  });

  test('never shows what may be a key, also not percent-encoded', () => {
    const found = endpointOf(
      'https://example.org/v2/se%2Fcret-1234?token=top-secret-9',
      'key-of-hermes',
    );
    if (!found.ok) throw new Error(found.failure.message);
    const said = found.value.shown('se/cret-1234 se%2Fcret-1234 top-secret-9 key-of-hermes');
    expect(said).toBe('… … … …');
    expect(found.value.name).toBe('example.org');
  });
});
