/** The authorizer function: wires everything once, when Lambda loads it. */
import { join } from 'node:path';
import { authorizerEvents } from '../events';
import { parseEnvironment } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { createLog } from '../shared/log';
import { withSelfCheck } from '../shared/self-check/with-self-check';
import { createKeyFetch } from '../shared/tokens/fetch-verification-key';
import { rememberVerifiedTokens } from '../shared/tokens/remember-verified-tokens';
import { createVerificationKeys } from '../shared/tokens/verification-keys';
import { createVerifyAccessToken } from '../shared/tokens/verify-access-token';
import { authorizerVariables } from '../variables/authorizer';
import { authorize } from './authorize';
import { createAuthorizerHandler } from './authorizer-handler';
import { createSessionCheck } from './check-session';
import { readRouteGrants } from './read-route-grants';
import { createSessionReader } from './read-session';
import type * as SelfCheck from './self-check';

/** A file of its own beside the bundle, see `onDemand` of the function's construct. */
const loadSelfCheck = (): typeof SelfCheck => require(join(__dirname, 'self-check.js'));

const environment = parseEnvironment(authorizerVariables, process.env);
const grants = readRouteGrants(process.env.LAMBDA_TASK_ROOT);
// with the verification, an answer within a second
const limits = { budgetMs: 900 };
const dynamodb = createAwsClient(readAwsSettings('dynamodb', process.env), limits);
const kms = createAwsClient(readAwsSettings('kms', process.env), limits);
const now = Date.now;

const keys = createVerificationKeys(environment.verificationKeys, createKeyFetch(kms));
// a head start for the first request, which reports a failure if it lasts
keys.all().catch(() => undefined);

const judge = createAuthorizerHandler(
  authorize({
    verifyToken: rememberVerifiedTokens(
      createVerifyAccessToken({
        keys,
        issuers: environment.acceptedIssuers,
        audiences: environment.acceptedAudiences,
        now,
      }),
      { keys, now },
    ),
    checkSession: createSessionCheck({
      revocation: environment.revocation,
      sessionsNotBefore: environment.sessionsNotBefore,
      readSession: createSessionReader(dynamodb, environment.tableName),
      now,
    }),
    grants,
  }),
  createLog(authorizerEvents),
);

export const handler = withSelfCheck(judge, loadSelfCheck);
