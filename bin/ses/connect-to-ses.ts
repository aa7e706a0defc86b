/** Connects an operator's command to SES, with the operator's own credentials. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as awsServices from '../../lambda/shared/aws/aws-services';
import { readAwsSettings } from '../../lambda/shared/aws/aws-settings';
import { type CallSes, createSesCaller } from './call-ses';

/** Any client of the SDK, which finds credentials as the AWS CLI does. */
export type CredentialSource = Pick<DynamoDBClient, 'config'>;

/** Finds the credentials, and returns the caller for a region. */
export async function connectToSes({ config }: CredentialSource, region: string): Promise<CallSes> {
  const { accessKeyId, secretAccessKey, sessionToken } = await config.credentials();
  return createSesCaller(
    readAwsSettings(awsServices.email, {
      ...process.env,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    }),
  );
}
