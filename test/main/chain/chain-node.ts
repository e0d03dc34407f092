import { nodeServer, type NodeServer } from './node-server.ts';
import { selectors, textWords, word } from './words.ts';

/** Chainlink's proxies of `resources/oracles/chainlink.json`, and what they answer here. */
const FEEDS: Readonly<Record<string, readonly [description: string, answer: bigint]>> = {
  '0xF4030086522a5bEEa4988F8cA5B36dbC97BeE88c': ['BTC / USD', 9_123_456_000_000n],
  '0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419': ['ETH / USD', 293_456_780_000n],
};

const ETH_ID = 'ff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace';

/** Gas: next base fee 2 gwei, tips of 1, 2 and 3 gwei. */
const FEE_HISTORY = {
  oldestBlock: '0x1500000',
  baseFeePerGas: ['0x3b9aca00', '0x77359400'],
  gasUsedRatio: [0.5],
  reward: [['0x3b9aca00', '0x77359400', '0xb2d05e00']],
  baseFeePerBlobGas: ['0x1', '0x1'],
};

/**
 * A node with two feeds of Chainlink and Pyth's contract, and a Hermes server under the same address. Where it is
 * told to be one of the OP Stack, a transaction's data costs at most 1,000 gwei there, and the operator asks nothing.
 */
export const chainNode = (now: () => number, chainId = '0x1'): Promise<NodeServer> =>
  nodeServer(
    ({ method, to, data }) => {
      const seconds = BigInt(Math.floor(now() / 1000));
      if (method === 'eth_chainId') return chainId;
      if (method === 'eth_feeHistory') return FEE_HISTORY;
      if (data === `${selectors.getPriceUnsafe}${ETH_ID}`) {
        return `0x${[293_500_000_000n, 100_000_000n, -8n, seconds - 5n].map(word).join('')}`;
      }
      if (data?.startsWith(selectors.getL1FeeUpperBound)) return `0x${word(10n ** 12n)}`;
      if (data?.startsWith(selectors.getOperatorFee)) return `0x${word(0n)}`;
      const feed = FEEDS[to ?? ''];
      if (feed === undefined) return { error: { code: 3, message: 'execution reverted' } };
      if (data === selectors.decimals) return `0x${word(8n)}`;
      if (data === selectors.description) return `0x${textWords(feed[0])}`;
      if (data !== selectors.latestRoundData) {
        return { error: { code: 3, message: 'execution reverted' } };
      }
      const at = seconds - 600n;
      return `0x${[7n, feed[1], at, at, 7n].map(word).join('')}`;
    },
    (path) => ({
      status: 200,
      body: JSON.stringify({
        parsed: path.includes(ETH_ID)
          ? [
              {
                id: ETH_ID,
                price: {
                  price: '293510000000',
                  conf: '90000000',
                  expo: -8,
                  publish_time: Math.floor(now() / 1000) - 1,
                },
              },
            ]
          : [],
      }),
    }),
  );
