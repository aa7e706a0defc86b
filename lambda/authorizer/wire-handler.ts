/** Wires the authorizer from its environment, for both of its entry points. */
import { join } from 'node:path';
import { authorizerEvents } from '../events';
import { parseEnvironment } from '../parse-environment';
import { createLog } from '../shared/log';
import { withSelfCheck } from '../shared/self-check/with-self-check';
import { rememberVerifiedTokens } from '../shared/tokens/remember-verified-tokens';
import { createVerificationKeys } from '../shared/tokens/verification-keys';
import { createVerifyAccessToken } from '../shared/tokens/verify-access-token';
import { authorizerVariables } from '../variables/authorizer';
import { authorize } from './authorize';
import { type AuthorizerHandler, createAuthorizerHandler } from './authorizer-handler';
import { createSessionCheck } from './check-session';
import { readRouteGrants } from './read-route-grants';
import type { ReadSession } from './read-session';
import type * as SelfCheck from './self-check';

/** A separate file next to the bundle, see `onDemand` of the function's construct. */
const loadSelfCheck = (): typeof SelfCheck => require(join(__dirname, 'self-check.js'));

/**
 * Creates the handler. Call it once, when Lambda loads the function.
 * @param openSessions creates the reader of a table's sessions. Without it, the stage's `revocation` must be
 * `on-expiry`
 * @throws Error when the environment, the routes or the keys are incomplete
 */
export function wireHandler(openSessions?: (tableName: string) => ReadSession): AuthorizerHandler {
  const environment = parseEnvironment(authorizerVariables, process.env);
  const { revocation, sessionsNotBefore, tableName, acceptedIssuers, acceptedAudiences } = environment;
  if (revocation === 'immediate' && openSessions === undefined) {
    throw new Error(
      'This entry point does not read sessions, but REVOCATION is immediate: deploy handler.ts',
    );
  }
  const grants = readRouteGrants(process.env.LAMBDA_TASK_ROOT);
  const keys = createVerificationKeys(environment);
  const now = Date.now;
  const verify = createVerifyAccessToken({
    keys,
    issuers: acceptedIssuers,
    audiences: acceptedAudiences,
    now,
  });
  const readSession = revocation === 'immediate' ? openSessions?.(tableName) : undefined;
  const checkSession = createSessionCheck({
    ...(readSession ? { revocation: 'immediate', readSession } : { revocation: 'on-expiry' }),
    sessionsNotBefore,
    now,
  });
  const verifyToken = rememberVerifiedTokens(verify, { keys, now });
  const judge = createAuthorizerHandler(
    authorize({ verifyToken, checkSession, grants }),
    createLog(authorizerEvents),
  );
  return withSelfCheck(judge, loadSelfCheck);
}
