/** Our own authorizer with the AWS SDK instead of the hand-signed call. */
import { DynamoDBClient, GetItemCommand, type GetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { authorize } from '../../../lambda/authorizer/authorize';
import { createAuthorizerHandler } from '../../../lambda/authorizer/authorizer-handler';
import { createSessionCheck } from '../../../lambda/authorizer/check-session';
import { readRouteGrants } from '../../../lambda/authorizer/read-route-grants';
import { createSessionReader } from '../../../lambda/authorizer/read-session';
import { authorizerEvents } from '../../../lambda/events';
import { parseEnvironment } from '../../../lambda/parse-environment';
import type { AwsClient } from '../../../lambda/shared/aws/aws-client';
import { createLog } from '../../../lambda/shared/log';
import { clientOptions } from '../../../lambda/shared/sdk/client-options';
import { createVerificationKeys } from '../../../lambda/shared/tokens/verification-keys';
import { createVerifyAccessToken } from '../../../lambda/shared/tokens/verify-access-token';
import { authorizerVariables } from '../../../lambda/variables/authorizer';

const environment = parseEnvironment(authorizerVariables, process.env);
const dynamo = new DynamoDBClient(clientOptions);
const now = Date.now;

const dynamodb: AwsClient = {
  call: async (_operation, input) => ({
    ...(await dynamo.send(new GetItemCommand(input as GetItemCommandInput))),
  }),
};
const keys = createVerificationKeys(environment);

export const handler = createAuthorizerHandler(
  authorize({
    verifyToken: createVerifyAccessToken({
      keys,
      issuers: environment.acceptedIssuers,
      audiences: environment.acceptedAudiences,
      now,
    }),
    checkSession: createSessionCheck({
      revocation: 'immediate',
      sessionsNotBefore: environment.sessionsNotBefore,
      readSession: createSessionReader(dynamodb, environment.tableName),
      now,
    }),
    grants: readRouteGrants(process.env.LAMBDA_TASK_ROOT),
  }),
  createLog(authorizerEvents),
);
