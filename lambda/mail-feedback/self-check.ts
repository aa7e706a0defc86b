/** The checks of mail-feedback before a new version marks addresses. A file on demand, next to the bundle. */
import { parseEnvironment } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { CHECK_LIMITS, type Checks, expectRefusal, runChecks } from '../shared/self-check/run-checks';
import { NO_ITEM } from '../shared/self-check/table-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { mailFeedbackVariables } from '../variables/mail-feedback';

/** Makes one call of each kind that the role allows. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Creates the checks from the function's environment. The role may name only a few attributes. */
export function createChecks(source: Readonly<Record<string, string | undefined>>): Checks {
  const { tableName } = parseEnvironment(mailFeedbackVariables, source);
  const dynamodb = createAwsClient(readAwsSettings(awsServices.dynamodb, source), CHECK_LIMITS);
  const key = {
    TableName: tableName,
    Key: { pk: { S: keyPrefixes.account + NO_ITEM }, sk: { S: NO_ITEM } },
  };
  return {
    [`dynamodb:GetItem on ${keyPrefixes.account}`]: () =>
      dynamodb.call('GetItem', { ...key, ProjectionExpression: 'email, pendingEmail, v' }),
    [`dynamodb:UpdateItem on ${keyPrefixes.account}`]: () =>
      expectRefusal(
        dynamodb.call('UpdateItem', {
          ...key,
          UpdateExpression: 'REMOVE email',
          ConditionExpression: 'attribute_exists(pk)',
        }),
        'ConditionalCheckFailedException',
      ),
  };
}
