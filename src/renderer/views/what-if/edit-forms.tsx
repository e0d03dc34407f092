import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import type { WhatIfChoices, WhatIfEdit } from '../../../engine/contract/what-if.ts';
import { typedNumber } from '../../format/typed.ts';

type Props = { readonly choices: WhatIfChoices; readonly onAdd: (edit: WhatIfEdit) => void };

/** Adds a trade, or collateral, to one of the accounts. */
export function EditForms({ choices, onAdd }: Props): ReactElement {
  const [account, setAccount] = useState(choices[0]?.account ?? '');
  const chosen = choices.find((one) => one.account === account);
  if (chosen === undefined) {
    return <p className="nothing">There is no account to try anything in: import one first.</p>;
  }
  return (
    <div className="edit-forms">
      <label className="choices">
        <span className="quiet">In account</span>
        <select
          className="field"
          value={account}
          onChange={({ target }) => setAccount(target.value)}
        >
          {choices.map((one) => (
            <option key={one.account} value={one.account}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <TradeForm key={`trade ${account}`} choice={chosen} onAdd={onAdd} />
      <BalanceForm key={`balance ${account}`} choice={chosen} onAdd={onAdd} />
    </div>
  );
}

type FormProps = {
  readonly choice: WhatIfChoices[number];
  readonly onAdd: (edit: WhatIfEdit) => void;
};

function TradeForm({ choice, onAdd }: FormProps): ReactElement {
  const id = useId();
  const [market, setMarket] = useState(choice.markets[0] ?? '');
  const [symbol, setSymbol] = useState('');
  const [contracts, setContracts] = useState('');
  const [at, setAt] = useState('');
  const quantity = typedNumber(contracts);
  const price = at.trim() === '' ? null : typedNumber(at);
  const fault =
    symbol.trim() === ''
      ? 'an instrument, as the venue calls it'
      : quantity === null || quantity === 0
        ? 'contracts: bought above 0, sold below'
        : at.trim() !== '' && (price === null || price <= 0)
          ? 'a price above 0, or none'
          : '';
  return (
    <form
      className="tools"
      aria-label="Add a trade"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault !== '' || quantity === null) return;
        const { account } = choice;
        onAdd({ kind: 'trade', account, symbol: symbol.trim(), market, quantity, price });
        setContracts('');
      }}
    >
      <label className="choices">
        <span className="quiet">Market</span>
        <select className="field" value={market} onChange={({ target }) => setMarket(target.value)}>
          {choice.markets.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label className="choices">
        <span className="quiet">Instrument</span>
        <input
          className="field"
          list={`${id}symbols`}
          value={symbol}
          onChange={({ target }) => setSymbol(target.value)}
        />
      </label>
      <datalist id={`${id}symbols`}>
        {choice.instruments
          .filter((one) => one.market === market)
          .map((one) => (
            <option key={one.symbol} value={one.symbol}>
              {one.symbol}
            </option>
          ))}
      </datalist>
      <label className="choices">
        <span className="quiet">Contracts</span>
        <input
          className="field"
          inputMode="decimal"
          size={9}
          value={contracts}
          onChange={({ target }) => setContracts(target.value)}
        />
      </label>
      <label className="choices">
        <span className="quiet">Price</span>
        <input
          className="field"
          inputMode="decimal"
          size={9}
          placeholder="mark"
          value={at}
          onChange={({ target }) => setAt(target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={fault !== ''}>
        Add the trade
      </button>
      <span className="quiet">{fault}</span>
    </form>
  );
}

function BalanceForm({ choice, onAdd }: FormProps): ReactElement {
  const [asset, setAsset] = useState(choice.assets[0] ?? 'USD');
  const [text, setText] = useState('');
  const amount = typedNumber(text);
  const isUsable = amount !== null && amount !== 0;
  return (
    <form
      className="tools"
      aria-label="Add collateral"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isUsable) return;
        onAdd({ kind: 'balance', account: choice.account, asset, amount });
        setText('');
      }}
    >
      <label className="choices">
        <span className="quiet">Asset</span>
        <select className="field" value={asset} onChange={({ target }) => setAsset(target.value)}>
          {choice.assets.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label className="choices">
        <span className="quiet">Amount put in</span>
        <input
          className="field"
          inputMode="decimal"
          size={11}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={!isUsable}>
        Add the collateral
      </button>
      <span className="quiet">below 0: taken out</span>
    </form>
  );
}
