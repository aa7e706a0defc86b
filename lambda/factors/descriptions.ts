/** Describes second factors in the OpenAPI document. */
import type { RouteDescriptions } from '../shared/http/description';

export const factorDescriptions = {
  'GET /users/me/factors': { summary: 'List my second factors' },
} as const satisfies RouteDescriptions<'factors'>;
