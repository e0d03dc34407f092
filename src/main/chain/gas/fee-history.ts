import { z } from 'zod';
import { median } from '../../../engine/consensus/weighted-median.ts';
import type { GasNow } from '../../../engine/contract/gas.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { Chain } from '../chains.ts';
import { dataFeeOf, dataFeeRequests } from './data-fee.ts';
import { quantityOf, type Rpc, type RpcRequest } from '../rpc.ts';

/** Blocks that are looked back upon. */
const BLOCKS = 20;
/** Percentiles of the tips in each block, by urgency. */
const PERCENTILES = [10, 50, 90] as const;
/** A full block raises the base fee by an eighth (EIP-1559). */
const RISE = 1.125;
/** No gas has cost a million gwei, wei. */
const MOST = 1e15;

/** The question that `gasOf` reads the answer of. */
const feeHistoryRequest: RpcRequest = {
  method: 'eth_feeHistory',
  params: [`0x${BLOCKS.toString(16)}`, 'latest', PERCENTILES],
};

const Answer = z.object({
  oldestBlock: z.string(),
  baseFeePerGas: z.array(z.string()).min(2).max(1025),
  gasUsedRatio: z.array(z.number().min(0)).min(1).max(1024),
  reward: z.array(z.array(z.string())).nullish(),
  baseFeePerBlobGas: z.array(z.string()).max(1025).nullish(),
});

/** An amount of wei of a field. */
function weiOf(text: string | undefined, field: string): Outcome<number> {
  const found = quantityOf(text);
  if (!found.ok) return fail('malformed', `${field} is no hexadecimal quantity`);
  const wei = Number(found.value);
  return wei <= MOST ? ok(wei) : fail('limit-exceeded', `${field} of ${wei} wei is beyond any fee`);
}

/** The median over blocks in which anything was bought, of one percentile of their tips. */
function tipAt(column: number, { reward, gasUsedRatio }: z.infer<typeof Answer>): Outcome<number> {
  const tips: number[] = [];
  for (const [i, used] of gasUsedRatio.entries()) {
    // The tips of an empty block are stated as 0: nobody paid them.
    if (used === 0) continue;
    const tip = weiOf(reward?.[i]?.[column], `reward ${i}`);
    if (!tip.ok) return tip;
    tips.push(tip.value);
  }
  return tips.length === 0
    ? fail('missing-market-data', 'no transaction in the blocks that were looked at: no tips')
    : ok(median(tips));
}

/**
 * What gas costs now, of an answer to `eth_feeHistory`. Patient: the next base fee and the tip that a tenth
 * of the gas went below. Usual: the median tip. Urgent: the tip of the dearest tenth, on a base fee that one full
 * block has raised.
 *
 * @see EIP-1559; execution-apis, eth_feeHistory: base fees have one entry more than blocks, that of the next
 */
export function gasOf(
  answer: Outcome<unknown> | undefined,
  chain: Pick<GasNow, 'chainId' | 'chain' | 'coin'>,
  now: Instant,
): Outcome<Omit<GasNow, 'dataFee'>> {
  const name = `gas on ${chain.chain}`;
  const said = (failed: Outcome<unknown>): Outcome<never> =>
    failed.ok
      ? fail('malformed', name)
      : fail(failed.failure.reason, `${name}: ${failed.failure.message}`);
  if (answer === undefined) return fail('missing-field', `${name}: not asked`);
  if (!answer.ok) return said(answer);
  const read = Answer.safeParse(answer.value);
  if (!read.success) {
    const field = read.error.issues[0]?.path.join('.') ?? '';
    return fail('malformed', `${name}: the answer has no usable ${field || 'fee history'}`);
  }
  const { baseFeePerGas, gasUsedRatio, baseFeePerBlobGas, oldestBlock } = read.data;
  if (baseFeePerGas.length !== gasUsedRatio.length + 1) {
    return fail(
      'malformed',
      `${name}: ${baseFeePerGas.length} base fees of ${gasUsedRatio.length} blocks`,
    );
  }
  const oldest = quantityOf(oldestBlock);
  if (!oldest.ok || oldest.value > BigInt(Number.MAX_SAFE_INTEGER)) {
    return fail('malformed', `${name}: oldestBlock is no number of a block`);
  }
  const base = weiOf(baseFeePerGas.at(-1), 'baseFeePerGas');
  if (!base.ok) return said(base);
  const blobText = baseFeePerBlobGas?.at(-1);
  const blob = blobText === undefined ? ok(null) : weiOf(blobText, 'baseFeePerBlobGas');
  if (!blob.ok) return said(blob);
  const [patient, usual, urgent] = [tipAt(0, read.data), tipAt(1, read.data), tipAt(2, read.data)];
  if (!patient.ok) return said(patient);
  if (!usual.ok) return said(usual);
  if (!urgent.ok) return said(urgent);
  return ok({
    ...chain,
    at: now,
    block: Number(oldest.value) + gasUsedRatio.length - 1,
    baseFee: base.value,
    blobBaseFee: blob.value,
    price: {
      patient: base.value + patient.value,
      usual: base.value + usual.value,
      urgent: base.value * RISE + urgent.value,
    },
  });
}

/** Asks a node what gas costs now. @param chain null: of one that is not known, neither the coin is nor what data costs */
export async function readGas(
  rpc: Rpc,
  chain: Chain | null,
  now: () => Instant,
): Promise<Outcome<GasNow>> {
  const { chainId } = rpc;
  const title = chain?.title ?? `chain ${chainId}`;
  const [answer, ...data] = await rpc.ask([
    feeHistoryRequest,
    ...(chain === null ? [] : dataFeeRequests(chain)),
  ]);
  const named = { chainId, chain: title, coin: chain?.coin ?? null };
  const gas = gasOf(answer, named, now());
  if (!gas.ok) return gas;
  const dataFee =
    chain === null
      ? fail('not-published', `whether data costs more than its gas on ${title} is not known`)
      : dataFeeOf(data, chain, gas.value.price.usual);
  return ok({ ...gas.value, dataFee });
}
