import type { Asking } from '../chain/asked-json.ts';
import { usualPatience } from '../chain/asked-json.ts';
import { network } from '../feeds/connection/network.ts';

/** Asking from a command, which waits for its answers. */
export const commandAsking = (): Asking => ({
  around: {
    ...network,
    after: (milliseconds, call) => {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
  },
  patience: usualPatience,
  signal: null,
});
