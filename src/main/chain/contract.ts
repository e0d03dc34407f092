import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import type { RpcRequest } from './rpc.ts';

/** 20 bytes in hexadecimal. */
export const Address: z.ZodString = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

const Bytes = z.string().regex(/^0x(?:[0-9a-fA-F]{2})*$/);

/** A call that changes nothing, on the newest block. @param data encoded arguments */
export const ethCall = (to: string, data: Uint8Array): RpcRequest => ({
  method: 'eth_call',
  params: [{ to, data: `0x${Buffer.from(data).toString('hex')}` }, 'latest'],
});

/**
 * What a call returned, decoded; a fault names the call.
 *
 * @param what the call in words: `decimals() of BTC/USD`
 * @param decode throws for bytes that are not of its types
 */
export function returned<T>(
  answer: Outcome<unknown> | undefined,
  what: string,
  decode: (bytes: Uint8Array) => T,
): Outcome<T> {
  if (answer === undefined) return fail('missing-field', `${what}: not asked`);
  if (!answer.ok) return fail(answer.failure.reason, `${what}: ${answer.failure.message}`);
  const hex = Bytes.safeParse(answer.value);
  if (!hex.success) return fail('malformed', `${what}: the result is no bytes in hexadecimal`);
  if (hex.data === '0x') return fail('unsupported-operation', `${what}: no such function there`);
  try {
    return ok(decode(Buffer.from(hex.data.slice(2), 'hex')));
  } catch {
    return fail('malformed', `${what}: the bytes returned are not of its types`);
  }
}
