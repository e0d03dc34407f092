import type { Asking } from '../../../src/main/chain/asked-json.ts';
import { endpointOf, type Endpoint } from '../../../src/main/chain/endpoint.ts';
import { openRpc, type Rpc } from '../../../src/main/chain/rpc.ts';
import { network } from '../../../src/main/feeds/connection/network.ts';

/** One attempt, given up after 400 ms, on this computer's network. */
export const asking: Asking = {
  around: { ...network, random: () => 0 },
  patience: { timeout: 400, attempts: 1, backoff: { least: 1, most: 100 } },
  signal: null,
};

export function endpoint(url: string, key: string | null = null): Endpoint {
  const found = endpointOf(url, key);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

export async function opened(url: string): Promise<Rpc> {
  const rpc = await openRpc(endpoint(url), null, asking);
  if (!rpc.ok) throw new Error(rpc.failure.message);
  return rpc.value;
}
