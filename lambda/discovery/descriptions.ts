/** Describes keys, metadata and pages in the OpenAPI document. */
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

const ISSUER = 'https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/prod';

const metadataAnswers = {
  200: {
    description: 'The metadata',
    schema: z.strictObject({
      issuer: z.url(),
      jwks_uri: z.url(),
      response_types_supported: z.array(z.string()),
      subject_types_supported: z.array(z.string()),
      id_token_signing_alg_values_supported: z.array(z.string()),
      // of a stage with pages
      authorization_endpoint: z.optional(z.url()),
      token_endpoint: z.optional(z.url()),
      grant_types_supported: z.optional(z.array(z.string())),
      code_challenge_methods_supported: z.optional(z.array(z.string())),
      token_endpoint_auth_methods_supported: z.optional(z.array(z.string())),
      authorization_response_iss_parameter_supported: z.optional(z.boolean()),
    }),
    example: {
      issuer: ISSUER,
      jwks_uri: `${ISSUER}/.well-known/jwks.json`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      authorization_endpoint: `${ISSUER}/oauth2/authorize`,
      token_endpoint: `${ISSUER}/oauth2/token`,
      grant_types_supported: ['authorization_code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      authorization_response_iss_parameter_supported: true,
    },
  },
} as const;

const pageAnswers = {
  200: { description: 'The page, in English or German', mediaType: 'text/html' },
} as const;

export const discoveryDescriptions = {
  'GET /.well-known/jwks.json': {
    summary: 'Show the public keys of the tokens',
    description: 'A JWK Set (RFC 7517 section 5).',
    answers: {
      200: {
        description: 'The key set',
        schema: z.strictObject({ keys: z.array(key) }),
        example: {
          keys: [
            {
              kty: 'RSA',
              n: 'qG8vXw2LxJb0TzP1m5dYkQ3eRuHn7sVaCf9iOjWt4KlB6gMyDpZhEcUoNrAvSx',
              e: 'AQAB',
              alg: 'RS256',
              use: 'sig',
              kid: '0b5d9f3a-7c1e-4a86-b2d4-6e8f1a3c5d70',
            },
          ],
        },
      },
    },
  },
  'GET /.well-known/oauth-authorization-server': {
    summary: 'Show the metadata of the issuer',
    description:
      'Authorization server metadata (RFC 8414), where OAuth clients look for it. If the issuer has a path, clients must be configured with this URL.',
    answers: metadataAnswers,
  },
  'GET /.well-known/openid-configuration': {
    summary: 'Show what verifiers of the tokens need to know',
    description:
      'The same metadata, where OpenID Connect clients look for it. Latchkey is not an OpenID Provider.',
    answers: metadataAnswers,
  },
  'GET /.well-known/webauthn': {
    summary: 'Show the origins that share the passkeys',
    description:
      'Browsers read it when a page of another origin uses passkeys of this host (WebAuthn Level 3 section 5.11). Only a stage with related origins has this route.',
    answers: {
      200: {
        description: 'The origins',
        schema: z.strictObject({ origins: z.array(z.url()) }),
        example: { origins: ['https://app.example.net'] },
      },
    },
  },
  'GET /.well-known/change-password': {
    summary: 'Lead to the page that changes the password',
    description:
      'Password managers open it (W3C, A Well-Known URL for Changing Passwords). Only a stage with pages has this route.',
    answers: { 302: { description: 'The page of the account', headers: ['Location'] } },
  },
  'GET /verify-email': {
    summary: 'Show the page that verifies an address',
    description:
      'The link of a mail leads here, unless the stage has a page of its own. The page reads the id from the query and the secret from the fragment in the browser, and asks for a sign-in. The request changes nothing.',
    answers: pageAnswers,
  },
  'GET /reset-password': {
    summary: 'Show the page that replaces a forgotten password',
    description:
      'The link of a mail leads here, unless the stage has a page of its own. The page reads the id from the query and the secret from the fragment in the browser. The request changes nothing.',
    answers: pageAnswers,
  },
  'GET /openapi.json': {
    summary: 'Show this document',
    answers: {
      200: {
        description: 'The document. The example shows its beginning',
        schema: z.looseObject({ openapi: z.string() }),
        example: {
          openapi: '3.1.0',
          info: { title: 'Latchkey', version: '1.0.0' },
          servers: [{ url: ISSUER }],
        },
      },
    },
  },
} as const satisfies RouteDescriptions<'discovery'>;
