import type { DeriveState } from '../../../src/engine/margin/derive/state.ts';
import type {
  DerivePortfolioNumbers,
  DeriveScenario,
  SkewTilt,
} from '../../../src/engine/model/derive-numbers.ts';
import { vectorFile } from './vectors.ts';

type Group = Readonly<Record<string, number>>;
type Groups = Readonly<Record<string, Group>>;
type ScenarioRow = readonly [spot: number, volatility: string, dampening: number];

/** A portfolio in the shorthand of the vectors. */
export type DeriveCase = {
  readonly id: number;
  readonly S: number;
  readonly spotConf?: number;
  readonly stable?: number;
  readonly cash?: number;
  readonly opts?: readonly (readonly [number, number, 'C' | 'P', number, number])[];
  readonly feeds?: readonly (readonly [number, number, number, number])[];
  readonly perp?: {
    readonly qty: number;
    readonly price: number;
    readonly conf: number;
    readonly upnl: number;
    readonly funding: number;
  };
  readonly col?: readonly (readonly [string, number, number, boolean, number, number])[];
  readonly P?: Groups;
  readonly scen_removed?: readonly ScenarioRow[];
  readonly scen_added?: readonly ScenarioRow[];
  readonly IM: number;
  readonly MM: number;
};

type Vectors = {
  readonly source: string;
  readonly tolerance: { readonly relative: number };
  readonly parameters: Groups;
  readonly scenarios: readonly ScenarioRow[];
  readonly stable: number;
  readonly scenarioPnl: {
    readonly case: number;
    readonly rows: readonly (readonly [number, DeriveScenario['volatility'], number])[];
  };
  readonly cases: readonly DeriveCase[];
};

export const deriveVectors = vectorFile('margin/derive-portfolio.json') as Vectors;

const moves: Readonly<Record<string, DeriveScenario['volatility']>> = {
  Up: 'up',
  None: 'none',
  Down: 'down',
  LINEAR: 'linear',
  ABS: 'absolute',
};

const scenario = ([spot, volatility, dampening]: ScenarioRow): DeriveScenario => ({
  spot,
  volatility: moves[volatility] ?? 'none',
  dampening,
});

/** Removed scenarios are named with fewer digits than they have. */
const isSame = (a: ScenarioRow, b: ScenarioRow): boolean =>
  a[0] === b[0] && a[1] === b[1] && Math.abs(a[2] - b[2]) < 1e-5;

/** The shared parameters with a case's own in their place. */
export function deriveNumbersOf(of: DeriveCase): DerivePortfolioNumbers {
  const at = (group: string, name: string): number =>
    of.P?.[group]?.[name] ?? deriveVectors.parameters[group]?.[name] ?? Number.NaN;
  const skew = (name: string): number => at('SkewShock', name);
  const volatility = (name: string): number => at('VolShock', name);
  const margin = (name: string): number => at('Margin', name);
  const other = (name: string): number => at('OtherContingency', name);
  const basis = (name: string): number => at('BasisContingency', name);
  const tilt = (kind: string): SkewTilt => ({
    cap: skew(`${kind}_SCALE_CAP`),
    perRootYear: skew(`${kind}_CBASE`),
  });
  const removed = of.scen_removed ?? [];
  const kept = deriveVectors.scenarios.filter((row) => !removed.some((one) => isSame(one, row)));
  return {
    scenarios: [...kept, ...(of.scen_added ?? [])].map(scenario),
    volatility: {
      up: volatility('VOLRANGEUP'),
      down: volatility('VOLRANGEDOWN'),
      leastUp: volatility('MIN_VOL_EVAL_SHOCKED'),
      shortPower: volatility('SHORTTERMPOWER'),
      longPower: volatility('LONGTERMPOWER'),
      fewestDays: volatility('DTE_FLOOR'),
    },
    skew: {
      linear: tilt('LINEAR'),
      absolute: tilt('ABS'),
      leastWidth: skew('MIN_K_STAR'),
      widthScale: skew('MIN_WIDTH_SCALE'),
      widthStatic: skew('VOL_PARAM_STATIC'),
      widthPerRootYear: skew('VOL_PARAM_SCALE'),
    },
    loss: {
      initialFactor: margin('IM_LOSS_FACTOR'),
      maintenanceFactor: margin('MM_LOSS_FACTOR'),
    },
    discount: {
      longBase: margin('BASE_STATIC_DISCOUNT'),
      shortBase: margin('BASE_STATIC_DISCOUNT_NEG'),
      longRateMultiple: margin('LONG_RATE_MULTSCALE'),
      shortRateMultiple: margin('SHORT_RATE_MULTSCALE'),
      longAdded: margin('LONG_RATE_ADDSCALE'),
      shortAdded: margin('SHORT_RATE_ADDSCALE'),
    },
    forward: {
      up: basis('SCENARIO_SPOT_UP'),
      down: basis('SCENARIO_SPOT_DOWN'),
      added: basis('BASIS_CONT_ADD_FACTOR'),
      perYear: basis('BASIS_CONT_MULT_FACTOR'),
    },
    peg: { threshold: other('PEG_LOSS_THRESHOLD'), factor: other('PEG_LOSS_FACTOR') },
    confidence: { threshold: other('CONF_THRESHOLD'), margin: other('CONF_MARGIN') },
    perpetual: { maintenance: other('MM_PERP_PERCENT'), initial: other('IM_PERP_PERCENT') },
    option: { maintenance: other('MM_OPTION_PERCENT'), initial: other('IM_OPTION_PERCENT') },
  };
}

export function deriveStateOf(of: DeriveCase): DeriveState {
  const { perp } = of;
  return {
    spot: of.S,
    spotConfidence: of.spotConf ?? 1,
    stable: of.stable ?? deriveVectors.stable,
    cash: of.cash ?? 0,
    options: (of.opts ?? []).map(([seconds, strike, right, quantity, volatility]) => ({
      seconds,
      strike,
      right: right === 'C' ? 'call' : 'put',
      quantity,
      volatility,
    })),
    expiries: (of.feeds ?? []).map(([seconds, forward, rate, volatilityConfidence]) => ({
      seconds,
      forward,
      rate,
      forwardConfidence: 1,
      rateConfidence: 1,
      volatilityConfidence,
    })),
    perpetual:
      perp === undefined
        ? null
        : {
            quantity: perp.qty,
            price: perp.price,
            confidence: perp.conf,
            unrealised: perp.upnl,
            funding: perp.funding,
          },
    collateral: (of.col ?? []).map(
      ([name, amount, price, cancelling, initialHaircut, maintenanceHaircut]) => ({
        name,
        amount,
        price,
        confidence: 1,
        cancelling,
        initialHaircut,
        maintenanceHaircut,
      }),
    ),
  };
}
