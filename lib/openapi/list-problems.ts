/** Lists the problems that a route can return. */
import type { Route } from '../../lambda/routes';
import type { ErrorCode } from '../../lambda/shared/errors';

/** The input that determines a route's problems. */
export interface ProblemSources {
  readonly route: Route;
  readonly hasBody: boolean;
  /** Whether a stage may demand a verified address for it. @default false */
  readonly needsVerification?: boolean;
  /** The codes of the route itself. */
  readonly own: readonly ErrorCode[];
}

/** Codes that every route may return, from its function or from API Gateway. */
const ALWAYS = [
  // API Gateway checks the size of a body even if the route does not read it
  'PAYLOAD_TOO_LARGE',
  'TOO_MANY_REQUESTS',
  'REQUEST_FILTERED',
  'REQUEST_REFUSED',
  'INTERNAL',
  'DEPENDENCY_UNAVAILABLE',
  'TIMEOUT',
];

/** Returns the problem codes of a route, without duplicates. */
export function listProblems({
  route,
  hasBody,
  needsVerification = false,
  own,
}: ProblemSources): readonly string[] {
  const ofBody = ['VALIDATION_FAILED', 'INVALID_REQUEST_BODY', 'UNSUPPORTED_MEDIA_TYPE'];
  return [
    ...new Set([
      ...own,
      ...(hasBody ? ofBody : []),
      ...(route.access === 'signed-in' ? ['UNAUTHORIZED'] : []),
      ...(route.scope === undefined ? [] : ['INSUFFICIENT_SCOPE']),
      ...(route.stepUp === undefined ? [] : ['STEP_UP_REQUIRED']),
      ...(needsVerification ? ['EMAIL_NOT_VERIFIED'] : []),
      ...ALWAYS,
    ]),
  ];
}
