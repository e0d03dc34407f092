import type { ReactElement } from 'react';
import type { ChainReading, ChainState } from '../../../engine/contract/chain.ts';
import { dataFeeBytes, type GasQuantiles, type Urgency } from '../../../engine/contract/gas.ts';
import { decimal, percent } from '../../format/figures.ts';
import { Age } from '../../parts/age.tsx';
import { Inapplicable, Unknown } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import type { Told } from '../../state/age.ts';
import { ChainSources } from './chain-sources.tsx';
import { readingWords } from './words.ts';

/** wei, as gwei. */
const gwei = (wei: number): string => decimal(wei / 1e9, 3, 9);

/** What oracles on chains say, what gas costs, and who is asked for both. */
export function ChainPane({
  chain,
  told,
}: {
  readonly chain: ChainState;
  readonly told: Told;
}): ReactElement {
  return (
    <Scroller label="Oracles and gas">
      <section className="pane">
        <h2>Oracles</h2>
        {chain.readings.length === 0 ? (
          <p className="nothing">No oracle was read.</p>
        ) : (
          <Readings readings={chain.readings} told={told} />
        )}
      </section>
      <Gas chain={chain} told={told} />
      <ChainSources chain={chain} told={told} />
    </Scroller>
  );
}

function Readings({
  readings,
  told,
}: {
  readonly readings: readonly ChainReading[];
  readonly told: Told;
}): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Feed</th>
          <th scope="col" className="number">
            Price
          </th>
          <th scope="col" className="number">
            Half-width
          </th>
          <th scope="col" className="number">
            Age
          </th>
          <th scope="col">Standing</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {readings.map(({ feed, price }) => (
          <tr key={feed}>
            <th scope="row">{feed}</th>
            {price.ok ? (
              <>
                <td className="number">{`${price.value.text} ${price.value.quote}`}</td>
                <td className="number">
                  {price.value.confidence === null ? (
                    <Inapplicable />
                  ) : (
                    decimal(price.value.confidence, 2, 8)
                  )}
                </td>
                <td className="number">
                  <Age
                    at={price.value.at}
                    told={told}
                    staleAfter={price.value.standing === 'stale' ? 0 : null}
                  />
                </td>
                <td>
                  <span className={price.value.standing === 'counts' ? 'level ok' : 'level watch'}>
                    <Mark name={price.value.standing === 'counts' ? 'ok' : 'watch'} />
                    {readingWords[price.value.standing]}
                  </span>
                </td>
                <td className="quiet wrap">{price.value.reason}</td>
              </>
            ) : (
              <>
                <td className="number">
                  <Unknown title={feed} failures={[price.failure]} />
                </td>
                <td colSpan={4} className="quiet wrap">
                  {price.failure.message}
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const urgencies: readonly Urgency[] = ['patient', 'usual', 'urgent'];

function Gas({ chain, told }: { readonly chain: ChainState; readonly told: Told }): ReactElement {
  const { gas, gasHistory } = chain;
  return (
    <section className="pane">
      <h2>Gas, gwei</h2>
      {gas.length === 0 ? (
        <p className="nothing">No node was asked.</p>
      ) : (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Chain</th>
              <th scope="col" className="number">
                Base fee
              </th>
              {urgencies.map((urgency) => (
                <th key={urgency} scope="col" className="number">
                  {urgency}
                </th>
              ))}
              <th
                scope="col"
                className="number"
                title={`Beside gas, for a transaction of ${dataFeeBytes} bytes`}
              >
                Data
              </th>
              <th scope="col" className="number">
                Blob base fee
              </th>
              <th scope="col" className="number">
                Age
              </th>
            </tr>
          </thead>
          <tbody>
            {gas.map(({ chain: name, now: known }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {known.ok ? (
                  <>
                    <td className="number">{gwei(known.value.baseFee)}</td>
                    {urgencies.map((urgency) => (
                      <td key={urgency} className="number">
                        {gwei(known.value.price[urgency])}
                      </td>
                    ))}
                    <td className="number">
                      {known.value.dataFee.ok ? (
                        gwei(known.value.dataFee.value)
                      ) : (
                        <Unknown
                          title={`Data on ${name}`}
                          failures={[known.value.dataFee.failure]}
                        />
                      )}
                    </td>
                    <td className="number">
                      {known.value.blobBaseFee === null ? (
                        <Inapplicable />
                      ) : (
                        gwei(known.value.blobBaseFee)
                      )}
                    </td>
                    <td className="number">
                      <Age at={known.value.at} told={told} staleAfter={3_000 * chain.every} />
                    </td>
                  </>
                ) : (
                  <td colSpan={7} className="quiet wrap">
                    {known.failure.message}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {gasHistory.ok ? (
        <History quantiles={gasHistory.value} />
      ) : (
        <p className="notes quiet">{`No history of gas: ${gasHistory.failure.message}`}</p>
      )}
    </section>
  );
}

/** How dear gas was on the days that the store knows. */
function History({ quantiles }: { readonly quantiles: GasQuantiles }): ReactElement {
  const { at, days, source } = quantiles;
  return (
    <>
      <h3>{`Of ${days} days, ${source}`}</h3>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Days no dearer</th>
            {at.map(({ share }) => (
              <th key={share} scope="col" className="number">
                {percent(share, 0)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">gwei</th>
            {at.map(({ share, wei }) => (
              <td key={share} className="number">
                {gwei(wei)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </>
  );
}
