/** Our own authorizer with the AWS SDK in the place of the hand-signed calls. */
import { DynamoDBClient, GetItemCommand, type GetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { GetPublicKeyCommand, type GetPublicKeyCommandInput, KMSClient } from '@aws-sdk/client-kms';
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
import { createKeyFetch } from '../../../lambda/shared/tokens/fetch-verification-key';
import { createVerificationKeys } from '../../../lambda/shared/tokens/verification-keys';
import { createVerifyAccessToken } from '../../../lambda/shared/tokens/verify-access-token';
import { authorizerVariables } from '../../../lambda/variables/authorizer';

const environment = parseEnvironment(authorizerVariables, process.env);
const dynamo = new DynamoDBClient(clientOptions);
const kmsClient = new KMSClient(clientOptions);
const now = Date.now;

const dynamodb: AwsClient = {
  call: async (_operation, input) => ({
    ...(await dynamo.send(new GetItemCommand(input as GetItemCommandInput))),
  }),
};
const kms: AwsClient = {
  call: async (_operation, input) => {
    const output = await kmsClient.send(new GetPublicKeyCommand(input as GetPublicKeyCommandInput));
    return { ...output, PublicKey: Buffer.from(output.PublicKey ?? []).toString('base64') };
  },
};

const keys = createVerificationKeys(environment.verificationKeys, createKeyFetch(kms));
keys.all().catch(() => undefined);

export const handler = createAuthorizerHandler(
  authorize({
    verifyToken: createVerifyAccessToken({
      keys,
      issuers: environment.acceptedIssuers,
      audiences: environment.acceptedAudiences,
      now,
    }),
    checkSession: createSessionCheck({
      revocation: environment.revocation,
      sessionsNotBefore: environment.sessionsNotBefore,
      readSession: createSessionReader(dynamodb, environment.tableName),
      now,
    }),
    grants: readRouteGrants(process.env.LAMBDA_TASK_ROOT),
  }),
  createLog(authorizerEvents),
);
