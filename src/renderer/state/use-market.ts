import { useEffect, useState } from 'react';
import type { MarketView } from '../../engine/contract/market.ts';
import type { Asset } from '../../engine/values/ids.ts';
import { faultText } from './desk.ts';
import { useDesk } from './use-desk.ts';

/** Milliseconds between two looks at the market. */
const EVERY = 500;

/** Everything live of one underlying; asked again and again while the page is seen, one question at a time. */
export function useMarket(underlying: Asset | null): {
  /** Null before the first answer, and where no venue is followed. */
  readonly market: MarketView | null;
  readonly isKnown: boolean;
  readonly fault: string;
} {
  const desk = useDesk();
  const [market, setMarket] = useState<MarketView | null>(null);
  const [isKnown, setKnown] = useState(false);
  const [fault, setFault] = useState('');
  useEffect(() => {
    let timer = 0;
    let current = true;
    const ask = async (): Promise<void> => {
      try {
        if (document.visibilityState === 'visible') {
          const found = await desk.ask('market', underlying);
          if (!current) return;
          setMarket(found);
          setKnown(true);
          setFault('');
        }
      } catch (reason) {
        if (current) setFault(faultText(reason));
      }
      if (current) timer = window.setTimeout(() => void ask(), EVERY);
    };
    void ask();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [desk, underlying]);
  return { market, isKnown, fault };
}
