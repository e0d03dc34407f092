import type { DeriveOption } from '../../model/derive-numbers.ts';

/** What the protocol's feeds say of one expiry. */
type DeriveExpiry = {
  readonly seconds: number;
  /** Forward in dollars. */
  readonly forward: number;
  /** Continuous rate per year. */
  readonly rate: number;
  readonly forwardConfidence: number;
  readonly rateConfidence: number;
  readonly volatilityConfidence: number;
};

/** A perpetual position; amounts in dollars. */
type DerivePerpetual = {
  /** Base units, long positive. */
  readonly quantity: number;
  readonly price: number;
  readonly confidence: number;
  /** Gain positive. */
  readonly unrealised: number;
  /** Received positive. */
  readonly funding: number;
};

/** An asset deposited beside dollars. */
type DeriveCollateral = {
  readonly name: string;
  readonly amount: number;
  /** Dollars per unit; its worth is counted in the stablecoin. */
  readonly price: number;
  readonly confidence: number;
  /** True for the underlying itself and its staked forms, whose moves stand against the positions. */
  readonly cancelling: boolean;
  readonly initialHaircut: number;
  readonly maintenanceHaircut: number;
};

/** One portfolio margin account of one underlying, with the feeds at one instant. */
export type DeriveState = {
  readonly spot: number;
  readonly spotConfidence: number;
  /** Dollars per unit of the stablecoin that accounts are kept in. */
  readonly stable: number;
  /** In the stablecoin; negative is borrowed. */
  readonly cash: number;
  readonly options: readonly DeriveOption[];
  readonly expiries: readonly DeriveExpiry[];
  readonly perpetual: DerivePerpetual | null;
  readonly collateral: readonly DeriveCollateral[];
};

/** An expiry's feeds with its options. */
export type HeldExpiry = DeriveExpiry & { readonly options: readonly DeriveOption[] };

/** Every expiry that options are held of. @throws when an option's expiry has no feeds: checked at the edge */
export const heldExpiries = ({ options, expiries }: DeriveState): readonly HeldExpiry[] =>
  expiries
    .map((expiry) => ({
      ...expiry,
      options: options.filter(({ seconds }) => seconds === expiry.seconds),
    }))
    .filter((held) => held.options.length > 0);

const SECONDS_PER_YEAR = 365 * 86_400;

export const yearsOf = (seconds: number): number => seconds / SECONDS_PER_YEAR;
