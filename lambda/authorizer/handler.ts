/** The authorizer function: wires everything once, when Lambda loads it. */
import { parseEnvironment } from '../environment';
import { routes } from '../routes';
import { createAwsClient } from '../shared/aws/aws-client';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { log } from '../shared/log';
import { createKeyFetch } from '../shared/tokens/fetch-verification-key';
import { createVerificationKeys } from '../shared/tokens/verification-keys';
import { createVerifyAccessToken } from '../shared/tokens/verify-access-token';
import { authorize } from './authorize';
import { createAuthorizerHandler } from './authorizer-handler';
import { createSessionCheck } from './check-session';
import { listProtectedRoutes } from './protected-routes';
import { createSessionReader } from './read-session';

const environment = parseEnvironment('authorizer', process.env);
const dynamodb = createAwsClient(readAwsSettings('dynamodb', process.env));
const kms = createAwsClient(readAwsSettings('kms', process.env));
const now = Date.now;

const keys = createVerificationKeys(environment.verificationKeys, createKeyFetch(kms));
// a head start for the first request, which reports a failure if it lasts
keys.all().catch(() => undefined);

export const handler = createAuthorizerHandler(
  authorize({
    verifyToken: createVerifyAccessToken({
      keys,
      issuers: environment.acceptedIssuers,
      audience: environment.audience,
      now,
    }),
    checkSession: createSessionCheck({
      revocation: environment.revocation,
      sessionsNotBefore: environment.sessionsNotBefore,
      readSession: createSessionReader(dynamodb, environment.tableName),
      now,
    }),
    routes: listProtectedRoutes(routes),
  }),
  log,
);
