import { useId, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { ChainState, ChainWish } from '../../../engine/contract/chain.ts';
import { Age } from '../../parts/age.tsx';
import type { Told } from '../../state/age.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';
import { chainStateWords } from './words.ts';

/** The settings as they are: addresses stay with the workstation, which knows them by their place. */
function asKept(chain: ChainState): ChainWish {
  const { on, every, assets, sources } = chain;
  const hermes = sources.find(({ kind }) => kind === 'hermes');
  return {
    on,
    every,
    assets,
    nodes: sources.filter(({ kind }) => kind === 'node').map(({ id }) => ({ kept: id })),
    hermes: hermes === undefined ? null : { kept: hermes.id },
  };
}

function without(chain: ChainState, id: number): ChainWish {
  return asKept({ ...chain, sources: chain.sources.filter((source) => source.id !== id) });
}

function withNew(chain: ChainState, form: FormData): ChainWish {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const wish = asKept(chain);
  const url = text('address');
  const key = text('key');
  return form.get('kind') === 'hermes'
    ? { ...wish, hermes: { url, key: key === '' ? null : key } }
    : { ...wish, nodes: [...wish.nodes, { url, chainId: null }] };
}

/** Nodes and servers of prices that are asked, whether they are, and a form for one more. */
export function ChainSources({
  chain,
  told,
}: {
  readonly chain: ChainState;
  readonly told: Told;
}): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const [fault, setFault] = useState('');
  const set = async (wish: ChainWish, done: string): Promise<void> => {
    setFault('');
    try {
      await desk.ask('setChain', wish);
      say(done);
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  return (
    <section className="pane">
      <header>
        <h2>Nodes and servers of prices</h2>
        <button
          type="button"
          className="button"
          role="switch"
          aria-checked={chain.on}
          onClick={() => void set({ ...asKept(chain), on: !chain.on }, 'Set')}
        >
          {chain.on ? 'Asked: on' : 'Asked: off'}
        </button>
      </header>
      {fault !== '' && (
        <p className="note" role="alert">
          {fault}
        </p>
      )}
      {chain.sources.length === 0 ? (
        <p className="nothing">None: nothing is contacted. Add a node’s address below.</p>
      ) : (
        <Sources
          chain={chain}
          told={told}
          onRemove={(id) => void set(without(chain, id), 'Removed')}
        />
      )}
      <NewSource onAdd={(form) => void set(withNew(chain, form), 'Added')} />
    </section>
  );
}

function Sources({
  chain,
  told,
  onRemove,
}: {
  readonly chain: ChainState;
  readonly told: Told;
  readonly onRemove: (id: number) => void;
}): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col">Chain</th>
          <th scope="col">State</th>
          <th scope="col" className="number">
            Last answer
          </th>
          <th scope="col">What is wrong</th>
          <th scope="col">
            <span className="spoken">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {chain.sources.map((source) => (
          <tr key={source.id}>
            <th scope="row">{source.name}</th>
            <td>{source.kind === 'hermes' ? 'Pyth’s server' : (source.chain ?? 'not said yet')}</td>
            <td>{chainStateWords[source.state]}</td>
            <td className="number">
              <Age at={source.lastAnswer} told={told} staleAfter={3_000 * chain.every} />
            </td>
            <td className="quiet wrap">{source.fault ?? ''}</td>
            <td>
              <button
                type="button"
                className="button"
                aria-label={`Remove ${source.name}`}
                onClick={() => onRemove(source.id)}
              >
                Remove
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NewSource({ onAdd }: { readonly onAdd: (form: FormData) => void }): ReactElement {
  const label = useId();
  const [kind, setKind] = useState('node');
  const add = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    form.reset();
    setKind('node');
    onAdd(typed);
  };
  return (
    <form className="addresses" onSubmit={add}>
      <div className="secret">
        <label htmlFor={`${label}-kind`}>Kind</label>
        <select
          id={`${label}-kind`}
          className="field"
          name="kind"
          value={kind}
          onChange={({ target }) => setKind(target.value)}
        >
          <option value="node">Node of a chain, JSON-RPC</option>
          <option value="hermes">Pyth’s server, Hermes</option>
        </select>
      </div>
      <div className="secret">
        <label htmlFor={`${label}-address`}>Address</label>
        <input
          id={`${label}-address`}
          className="field mono"
          name="address"
          required
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      {kind === 'hermes' && (
        <div className="secret">
          <label htmlFor={`${label}-key`}>Key, where it asks for one</label>
          <input
            id={`${label}-key`}
            className="field mono"
            name="key"
            type="password"
            autoComplete="off"
          />
        </div>
      )}
      <button type="submit" className="button">
        Add it
      </button>
    </form>
  );
}
