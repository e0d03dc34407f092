/** Why settings were refused, and the address that it is about; null where it is about none. */
export type SettingsFault = { readonly address: string | null; readonly why: string };

/** Reads `request "changeFeed" was malformed at 0.endpoints.socket: must be encrypted`. */
export function settingsFault(message: string): SettingsFault {
  const [, address, why] = /at 0\.endpoints\.([^\s:]+): (.*)$/.exec(message) ?? [];
  return address === undefined || why === undefined
    ? { address: null, why: message }
    : { address, why };
}

/** Hosts of some addresses, each once: `www.deribit.com`. What is no address stays as it is. */
export function hostsOf(addresses: Readonly<Record<string, string>>): readonly string[] {
  return [
    ...new Set(
      Object.values(addresses).map((url) => (URL.canParse(url) ? new URL(url).host : url)),
    ),
  ];
}
