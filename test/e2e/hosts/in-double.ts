import { ElectronDouble } from '../../double/electron-double.ts';
import type { HostRequest, OpenHost } from '../fixtures.ts';

export type OpenDouble = OpenHost & { readonly double: ElectronDouble };

/** The built desktop under Node, with the page for its window. */
export async function openInDouble({
  page,
  root,
  userData,
  store,
}: HostRequest): Promise<OpenDouble> {
  const switches = store === null ? ['--sample'] : [`--store=${store}`];
  const double = new ElectronDouble(page, { root, switches, userData });
  await page
    .waitForURL((url) => url.pathname === '/', { waitUntil: 'load' })
    .catch((error: unknown) => {
      throw new Error(`${String(error)}\n${double.errors}`);
    });
  return {
    page,
    double,
    errors: () => double.errors,
    crash: async () => double.killHost(),
    close: () => double.stop(),
  };
}
