import { z } from 'zod';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import type { Endpoint } from './endpoint.ts';
import { askedJson, type Asking } from './asked-json.ts';

/** One method and its parameters. */
export type RpcRequest = { readonly method: string; readonly params: readonly unknown[] };

/** A node of one chain. */
export type Rpc = {
  /** Host of the node: safe to show. */
  readonly name: string;
  readonly chainId: number;
  /** Answers in the order of the requests, each its result or why there is none. Never throws. */
  readonly ask: (requests: readonly RpcRequest[]) => Promise<readonly Outcome<unknown>[]>;
};

/** Nodes bound the length of a batch; this is under the bounds of those that publish theirs. */
const BATCH = 50;

const RpcError = z.object({ code: z.number(), message: z.string() });
const Answer = z.object({
  id: z.union([z.number(), z.string(), z.null()]).optional(),
  result: z.unknown().optional(),
  error: z.unknown().optional(),
});

/** A quantity: hexadecimal without leading zeros, `0x41` (execution API). At most 256 bits. */
const Quantity = z.string().regex(/^0x(?:0|[1-9a-fA-F][0-9a-fA-F]{0,63})$/);

/** A quantity of an answer. */
export function quantityOf(value: unknown): Outcome<bigint> {
  const read = Quantity.safeParse(value);
  return read.success ? ok(BigInt(read.data)) : fail('malformed', 'no hexadecimal quantity');
}

function resultOf(answer: z.infer<typeof Answer>, method: string, to: Endpoint): Outcome<unknown> {
  if (answer.error !== undefined && answer.error !== null) {
    const error = RpcError.safeParse(answer.error);
    const said = error.success
      ? `${error.data.code}: ${to.shown(error.data.message)}`
      : 'an error without code and message';
    return fail('unsupported-operation', `${to.name}: ${method} failed (${said})`);
  }
  return answer.result === undefined
    ? fail('malformed', `${to.name}: ${method} has neither result nor error`)
    : ok(answer.result);
}

/** One batch. A node that answers it with one object has refused it as a whole. */
async function batch(
  to: Endpoint,
  requests: readonly RpcRequest[],
  asking: Asking,
): Promise<readonly Outcome<unknown>[]> {
  const body = requests.map(({ method, params }, i) => ({
    jsonrpc: '2.0',
    id: i + 1,
    method,
    params,
  }));
  const found = await askedJson(to, to.url, body, asking);
  const all = (one: Outcome<never>): readonly Outcome<never>[] => requests.map(() => one);
  if (!found.ok) return all(found);
  const whole = Answer.safeParse(found.value);
  if (whole.success && !Array.isArray(found.value)) {
    const refusal = resultOf(whole.data, 'the batch', to);
    return all(refusal.ok ? fail('malformed', `${to.name}: one answer to a batch`) : refusal);
  }
  const list = z.array(z.unknown()).safeParse(found.value);
  if (!list.success) return all(fail('malformed', `${to.name}: the answer is no list of answers`));
  const byId = new Map<number, z.infer<typeof Answer>>();
  for (const one of list.data) {
    const answer = Answer.safeParse(one);
    const id = answer.success ? Number(answer.data.id ?? Number.NaN) : Number.NaN;
    if (answer.success && !byId.has(id)) byId.set(id, answer.data);
  }
  return requests.map(({ method }, i) => {
    const answer = byId.get(i + 1);
    return answer === undefined
      ? fail('malformed', `${to.name}: ${method} was not answered`)
      : resultOf(answer, method, to);
  });
}

async function asked(
  to: Endpoint,
  requests: readonly RpcRequest[],
  asking: Asking,
): Promise<readonly Outcome<unknown>[]> {
  const answers: Outcome<unknown>[] = [];
  for (let from = 0; from < requests.length; from += BATCH) {
    answers.push(...(await batch(to, requests.slice(from, from + BATCH), asking)));
  }
  return answers;
}

/**
 * Opens a node and asks for its chain; a node of another chain than wanted is refused, since its
 * contracts are others.
 *
 * @param chainId null: whatever chain the node is of
 */
export async function openRpc(
  endpoint: Endpoint,
  chainId: number | null,
  asking: Asking,
): Promise<Outcome<Rpc>> {
  const ask: Rpc['ask'] = (requests) => asked(endpoint, requests, asking);
  const [answer] = await ask([{ method: 'eth_chainId', params: [] }]);
  if (answer === undefined || !answer.ok) {
    return answer ?? fail('malformed', `${endpoint.name}: no chain id`);
  }
  const found = quantityOf(answer.value);
  if (!found.ok || found.value > BigInt(Number.MAX_SAFE_INTEGER)) {
    return fail('malformed', `${endpoint.name}: eth_chainId is no chain id`);
  }
  const own = Number(found.value);
  return chainId !== null && own !== chainId
    ? fail('conflict', `${endpoint.name} is a node of chain ${own}, not of chain ${chainId}`)
    : ok({ name: endpoint.name, chainId: own, ask });
}
