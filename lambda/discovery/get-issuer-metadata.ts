/** The operation behind the two routes of metadata: what clients, and verifiers of our tokens, need to know. */
import type { RouteKeysOf } from '../routes';

const KEY_SET_ROUTE: RouteKeysOf<'discovery'> = 'GET /.well-known/jwks.json';

/** The metadata of RFC 8414 section 2 that Latchkey has, without the endpoints of grants, of which it serves none, with what OpenID Connect Discovery 1.0 section 3 adds to them. */
export interface IssuerMetadata {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly response_types_supported: readonly string[];
  readonly subject_types_supported: readonly string[];
  readonly id_token_signing_alg_values_supported: readonly string[];
}

/** What the operation depends on. */
export interface IssuerMetadataDependencies {
  /** The `iss` of the tokens. */
  readonly issuer: string;
  /** The URL of the API, its base path included. */
  readonly apiUrl: string;
}

/**
 * Makes the operation. Latchkey is not an OpenID Provider, so no endpoint of one is named. The keys are where the API is: while a stage moves, the
 * issuer may name a domain that is not served.
 */
export function getIssuerMetadata({ issuer, apiUrl }: IssuerMetadataDependencies): () => IssuerMetadata {
  const metadata: IssuerMetadata = {
    issuer,
    jwks_uri: apiUrl + KEY_SET_ROUTE.slice('GET '.length),
    // no list may be sent empty (RFC 8414 section 3.2), and this is the one name that fits our answers
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
  return () => metadata;
}
