/** The operation behind the two metadata routes, for clients and for verifiers of our tokens. */
import type { Feature, RouteKeysOf } from '../routes';

const KEY_SET_ROUTE: RouteKeysOf<'discovery'> = 'GET /.well-known/jwks.json';
const AUTHORIZATION_ROUTE: RouteKeysOf<'auth'> = 'GET /oauth2/authorize';
const TOKEN_ROUTE: RouteKeysOf<'auth'> = 'POST /oauth2/token';

/**
 * The metadata of RFC 8414 section 2 that Latchkey has, and the additions of OpenID Connect Discovery 1.0
 * section 3. The endpoints of the authorization code flow are those of a stage with pages.
 */
export interface IssuerMetadata {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly response_types_supported: readonly string[];
  readonly subject_types_supported: readonly string[];
  readonly id_token_signing_alg_values_supported: readonly string[];
  readonly authorization_endpoint?: string;
  readonly token_endpoint?: string;
  readonly grant_types_supported?: readonly string[];
  readonly code_challenge_methods_supported?: readonly string[];
  readonly token_endpoint_auth_methods_supported?: readonly string[];
  /** RFC 9207 section 3. */
  readonly authorization_response_iss_parameter_supported?: boolean;
}

/** The issuer and the API's URL. */
export interface IssuerMetadataDependencies {
  /** The `iss` of the tokens. */
  readonly issuer: string;
  /** The URL of the API, including its base path. */
  readonly apiUrl: string;
  /** The optional parts of the API that the stage serves. */
  readonly features: readonly Feature[];
}

/**
 * Creates the operation. Latchkey is not an OpenID Provider, so it names no endpoint of one. The keys' URL is
 * that of the API: while a stage moves, the issuer may name a domain that is not served.
 */
export function getIssuerMetadata({
  issuer,
  apiUrl,
  features,
}: IssuerMetadataDependencies): () => IssuerMetadata {
  const hasPages = features.includes('pages');
  const metadata: IssuerMetadata = {
    issuer,
    jwks_uri: apiUrl + KEY_SET_ROUTE.slice('GET '.length),
    // No list may be empty (RFC 8414 section 3.2). Without pages, this is the only response type that fits our responses.
    response_types_supported: hasPages ? ['code'] : ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    ...(hasPages && {
      authorization_endpoint: apiUrl + AUTHORIZATION_ROUTE.slice('GET '.length),
      token_endpoint: apiUrl + TOKEN_ROUTE.slice('POST '.length),
      grant_types_supported: ['authorization_code'],
      code_challenge_methods_supported: ['S256'],
      // apps have no credentials (RFC 6749 section 2.1)
      token_endpoint_auth_methods_supported: ['none'],
      authorization_response_iss_parameter_supported: true,
    }),
  };
  return () => metadata;
}
