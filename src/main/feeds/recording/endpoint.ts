/** Names of query values that say what was asked for. The value of any other may be a secret. */
const told: ReadonlySet<string> = new Set([
  'asset',
  'basecoin',
  'category',
  'coin',
  'count',
  'currency',
  'depth',
  'expired',
  'expiration',
  'index_name',
  'instfamily',
  'instid',
  'instrument_name',
  'insttype',
  'interval',
  'kind',
  'level',
  'limit',
  'pair',
  'product_id',
  'product_type',
  'product_ids',
  'resolution',
  'settlecoin',
  'status',
  'streams',
  'sz',
  'showpermissionsets',
  'symbol',
  'symbols',
  'uly',
  'underlying',
]);

/** An endpoint as it is recorded: without user, password and fragment, and without query values that are not known to be public. */
export function publicEndpoint(endpoint: string): string {
  if (endpoint === '') return '';
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    return endpoint.split(/[?#]/, 1)[0] ?? '';
  }
  if (url.search === '' && url.hash === '' && url.username === '' && url.password === '') {
    return endpoint;
  }
  const asked = url.search.slice(1).split('&');
  const kept = asked.flatMap((part) => {
    const [name = ''] = part.split('=', 1);
    if (told.has(name.toLowerCase())) return [part];
    // A word alone may itself be the secret.
    return part.includes('=') ? [`${name}=`] : [];
  });
  const start = `${url.protocol}//${url.host}${url.pathname}`;
  return url.search === '' ? start : `${start}?${kept.join('&')}`;
}
