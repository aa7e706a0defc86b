/** The authorizer function that reads the session at every call. It supports both values of `revocation`. */
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { createSessionReader } from './read-session';
import { wireHandler } from './wire-handler';

export const handler = wireHandler((tableName) =>
  // together with the verification, the authorizer responds within one second
  createSessionReader(
    createAwsClient(readAwsSettings(awsServices.dynamodb, process.env), { budgetMs: 900 }),
    tableName,
  ),
);
