/** The operation behind the two metadata routes, for clients and for verifiers of our tokens. */
import type { RouteKeysOf } from '../routes';

const KEY_SET_ROUTE: RouteKeysOf<'discovery'> = 'GET /.well-known/jwks.json';

/**
 * The metadata of RFC 8414 section 2 that Latchkey has, and the additions of OpenID Connect Discovery 1.0
 * section 3. It lists no grant endpoints, because Latchkey serves none.
 */
export interface IssuerMetadata {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly response_types_supported: readonly string[];
  readonly subject_types_supported: readonly string[];
  readonly id_token_signing_alg_values_supported: readonly string[];
}

/** The issuer and the API's URL. */
export interface IssuerMetadataDependencies {
  /** The `iss` of the tokens. */
  readonly issuer: string;
  /** The URL of the API, including its base path. */
  readonly apiUrl: string;
}

/**
 * Creates the operation. Latchkey is not an OpenID Provider, so it names no endpoint of one. The keys' URL is
 * that of the API: while a stage moves, the issuer may name a domain that is not served.
 */
export function getIssuerMetadata({ issuer, apiUrl }: IssuerMetadataDependencies): () => IssuerMetadata {
  const metadata: IssuerMetadata = {
    issuer,
    jwks_uri: apiUrl + KEY_SET_ROUTE.slice('GET '.length),
    // No list may be empty (RFC 8414 section 3.2), and this is the only response type that fits our responses.
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
  return () => metadata;
}
