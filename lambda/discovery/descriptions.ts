/** What the API's document says of keys and metadata. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';

const key = z.strictObject({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  alg: z.literal('RS256'),
  use: z.literal('sig'),
  kid: z.string(),
});

export const discoveryDescriptions = {
  'GET /.well-known/jwks.json': {
    summary: 'Show the public keys of the tokens',
    description: 'A JSON Web Key Set (RFC 7517).',
    answers: { 200: { description: 'The keys', schema: z.strictObject({ keys: z.array(key) }) } },
  },
  'GET /.well-known/openid-configuration': {
    summary: 'Show what verifiers of the tokens need to know',
    description: 'Metadata of RFC 8414. Latchkey is no OpenID Provider.',
    answers: {
      200: {
        description: 'The metadata',
        schema: z.strictObject({
          issuer: z.url(),
          jwks_uri: z.url(),
          response_types_supported: z.array(z.string()),
          subject_types_supported: z.array(z.string()),
          id_token_signing_alg_values_supported: z.array(z.string()),
        }),
      },
    },
  },
  'GET /openapi.json': {
    summary: 'Show this document',
    answers: {
      200: { description: 'The document', schema: z.looseObject({ openapi: z.string() }) },
    },
  },
} as const satisfies RouteDescriptions<'discovery'>;
