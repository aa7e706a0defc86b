/** Lists the problems that a route can answer with. */
import type { Route } from '../../lambda/routes';
import type { ErrorCode } from '../../lambda/shared/errors';

/** What decides them. */
export interface ProblemSources {
  readonly route: Route;
  readonly hasBody: boolean;
  /** Those of the route's own. */
  readonly own: readonly ErrorCode[];
}

/** Codes that any route may answer with: its function's, and the gateway's. */
const ALWAYS = [
  // the gateway looks at the size of a body that no route reads, too
  'PAYLOAD_TOO_LARGE',
  'TOO_MANY_REQUESTS',
  'REQUEST_FILTERED',
  'REQUEST_REFUSED',
  'INTERNAL',
  'DEPENDENCY_UNAVAILABLE',
  'TIMEOUT',
];

/** Returns codes, each once. */
export function listProblems({ route, hasBody, own }: ProblemSources): readonly string[] {
  const ofBody = ['VALIDATION_FAILED', 'INVALID_REQUEST_BODY', 'UNSUPPORTED_MEDIA_TYPE'];
  return [
    ...new Set([
      ...own,
      ...(hasBody ? ofBody : []),
      ...(route.access === 'signed-in' ? ['UNAUTHORIZED'] : []),
      ...(route.scope === undefined ? [] : ['INSUFFICIENT_SCOPE']),
      ...ALWAYS,
    ]),
  ];
}
