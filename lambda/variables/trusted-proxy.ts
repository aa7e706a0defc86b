/** The proxy in front of the API, as a function is told of it. */
import type { Variable } from './variable';

/** What a function knows of the proxy: see lambda/shared/http/client-address.ts. */
interface TrustedProxy {
  readonly header: string;
  readonly hops: number;
  readonly secretHeader: string;
  readonly secretDigests: readonly string[];
}

/** `<header>,<hops>,<header of the secret>,<digest>,…`; empty without a proxy. */
export const trustedProxy: Variable<TrustedProxy | 'none'> = {
  name: 'TRUSTED_PROXY',
  format: (proxy) =>
    proxy === 'none'
      ? ''
      : [proxy.header, proxy.hops, proxy.secretHeader, ...proxy.secretDigests].join(',').toLowerCase(),
  parse: (value) => {
    if (value === '') return 'none';
    if (!/^[a-z0-9-]+,\d{1,2},[a-z0-9-]+(,[0-9a-f]{64})+$/.test(value)) return undefined;
    const [header = '', hops = '', secretHeader = '', ...secretDigests] = value.split(',');
    return { header, hops: Number(hops), secretHeader, secretDigests };
  },
};
