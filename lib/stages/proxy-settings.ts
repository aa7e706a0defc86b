/** The settings of a stage that is reached through a proxy. */

/** A proxy in front of the API, such as a CloudFront distribution. */
export interface TrustedProxySettings {
  /**
   * The header in which the proxy reports the client's address: `X-Forwarded-For`, `CloudFront-Viewer-Address` or another one.
   */
  readonly header: string;
  /**
   * How many addresses follow the client's in that header. `X-Forwarded-For` ends in the address that API Gateway saw, which
   * is that of the last proxy. The number is therefore that of the proxies.
   * @default - 1 for `X-Forwarded-For`, 0 for other headers
   */
  readonly hops?: number;
  /** The header in which the proxy sends its secret, such as `X-Origin-Verify`. */
  readonly secretHeader: string;
  /**
   * SHA-256 digests, in hexadecimal, of the secrets that the proxy may send. There are two while you change the secret. Each
   * secret must hold at least 32 random bytes (`openssl rand -hex 32`), since the template shows its digest.
   */
  readonly secretDigests: readonly string[];
  /**
   * The addresses that the proxy calls from, as CIDR ranges such as `203.0.113.7/32`. `webAcl` needs them. Its rates count
   * every other address, so that no address evades the proxy's own firewall by the API's name.
   * @default - `webAcl` must be off
   */
  readonly addresses?: readonly string[];
}

/** The settings of one stage's proxy, as its author writes them. */
export interface ProxyOptions {
  /**
   * Counts the requests of this proxy by the address that it reports. A request without its secret is counted by the address
   * that API Gateway saw: docs/how-to/serve-behind-a-proxy.md.
   * @default - every request is counted by the address that API Gateway saw
   */
  readonly trustedProxy?: TrustedProxySettings | undefined;
}

/** Formats a proxy for the functions, which read it in lambda/shared/http/client-address.ts. */
export function formatProxy(proxy: TrustedProxySettings): readonly string[] {
  const [header, secretHeader] = [proxy.header.toLowerCase(), proxy.secretHeader.toLowerCase()];
  return [header, String(hopsOf(proxy)), secretHeader, ...proxy.secretDigests];
}

/** Returns the hops of a proxy; the default depends on its header. */
export function hopsOf({ header, hops }: TrustedProxySettings): number {
  return hops ?? (header.toLowerCase() === 'x-forwarded-for' ? 1 : 0);
}
