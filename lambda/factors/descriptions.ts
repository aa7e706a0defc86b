/** Describes second factors in the OpenAPI document. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';

const factor = z.strictObject({ id: z.string(), kind: z.literal('totp'), name: z.string() });

export const factorDescriptions = {
  'GET /users/me/factors': {
    summary: 'List my second factors',
    answers: {
      200: {
        description: 'The second factors',
        schema: z.strictObject({ factors: z.array(factor) }),
        example: { factors: [] },
      },
    },
  },
} as const satisfies RouteDescriptions<'factors'>;
