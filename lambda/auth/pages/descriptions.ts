/** Describes the route of the pages that apps call in the OpenAPI document. Pages themselves are for browsers only. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../../shared/http/description';
import { appTokenResponse, shownTokens } from '../session-descriptions';

const { id_token: _alias, ...shownAppTokens } = shownTokens;

/** The form of a request for tokens. The function parses it itself, so that each fault has its code of RFC 6749. */
const tokenForm = z
  .strictObject({
    grant_type: z.literal('authorization_code'),
    code: z.string(),
    client_id: z.string(),
    redirect_uri: z.url(),
    code_verifier: z.string().check(z.minLength(43), z.maxLength(128)),
  })
  .register(z.globalRegistry, {
    examples: [
      {
        grant_type: 'authorization_code',
        code: 'bWFkZSB1cCwgdG8gc2hvdyB0aGUgZm9ybSBvZiBhIGNvZGU',
        client_id: 'spa',
        redirect_uri: 'https://app.example.com/callback',
        code_verifier: 'bWFkZSB1cCwgdG8gc2hvdyB0aGUgZm9ybSBvZiBvbmUh',
      },
    ],
  });

export const pageDescriptions = {
  'POST /oauth2/token': {
    summary: 'Exchange a code of the pages for tokens',
    description:
      'The token endpoint of the authorization code flow with PKCE (RFC 6749 section 4.1.3, RFC 7636), for the apps of the stage. A code is valid for 60 seconds and once. Its reuse ends the session that it started. The member `error` of a problem is the code of RFC 6749 section 5.2. Only a stage with pages has this route.',
    form: tokenForm,
    body: {
      grant_type: { description: 'Always `authorization_code`.' },
      code: { description: 'The code from the redirect.' },
      client_id: { description: 'The id of the app.' },
      redirect_uri: { description: 'The URI of the redirect, exactly as in the authorization request.' },
      code_verifier: { description: 'The text whose SHA-256 digest is the code_challenge.' },
    },
    problems: [
      'INVALID_TOKEN_REQUEST',
      'UNSUPPORTED_GRANT_TYPE',
      'INVALID_GRANT',
      'INVALID_CLIENT',
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    answers: {
      200: {
        description: 'The tokens of the new session',
        schema: appTokenResponse,
        example: shownAppTokens,
      },
    },
  },
} as const satisfies RouteDescriptions<'auth'>;
