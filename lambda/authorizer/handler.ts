/** The authorizer function of a stage whose sessions are read at every call: it serves either `revocation`. */
import { createAwsClient } from '../shared/aws/aws-client';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { createSessionReader } from './read-session';
import { wireHandler } from './wire-handler';

export const handler = wireHandler((tableName) =>
  // with the verification, an answer within a second
  createSessionReader(
    createAwsClient(readAwsSettings('dynamodb', process.env), { budgetMs: 900 }),
    tableName,
  ),
);
