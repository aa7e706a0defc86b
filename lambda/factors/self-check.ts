/** The self-check of factors, before a version of it answers requests. An on-demand file next to the bundle. */
import { COUNT_ATTRIBUTES, READ_ATTRIBUTES } from '../identity/factors/enrolment/enrolment-challenges';
import { parseEnvironment } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { encryptCheck } from '../shared/self-check/key-checks';
import { sendMessageCheck } from '../shared/self-check/queue-checks';
import { CHECK_LIMITS, type Checks, expectRefusal, runChecks } from '../shared/self-check/run-checks';
import { type CheckedTable, NO_ITEM, tableChecks } from '../shared/self-check/table-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { project } from '../shared/table/project';
import { factorVariables } from '../variables/factors';

type Variables = Readonly<Record<string, string | undefined>>;

/** The prefix of the counts of notices. The role may change no other count of attempts. */
const NOTICE_COUNTS = `${keyPrefixes.throttle}notice#`;

/** The attributes of accounts that the role may change. */
const ACCOUNT_ATTRIBUTES = ['factors', 'secondFactorSince', 'recoveryCodes', 'factorsResetAt'];

/** The calls on passkeys and on their pointers. */
const ITEM_ACTIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

/** Makes one call of each kind that the role allows. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Creates the checks from the function's environment. */
export function createChecks(source: Variables): Checks {
  const { tableName, factorKey, mailQueueUrl, secondFactor, passkeyRpId, activity } = parseEnvironment(
    factorVariables,
    source,
  );
  const clientOf = (service: awsServices.JsonService) =>
    createAwsClient(readAwsSettings(service, source), CHECK_LIMITS);
  const dynamodb = clientOf(awsServices.dynamodb);
  const hasMail = mailQueueUrl !== '';
  const hasPasskeys = passkeyRpId !== '';
  return {
    ...tableChecks(
      { dynamodb, tableName },
      {
        [keyPrefixes.account]: ['GetItem'],
        [keyPrefixes.factor]: ['Query', 'PutItem', 'DeleteItem'],
        [keyPrefixes.session]: ['GetItem'],
        ...(hasPasskeys && {
          [keyPrefixes.passkey]: ['Query', ...ITEM_ACTIONS],
          [keyPrefixes.credential]: ITEM_ACTIONS,
        }),
        ...(activity !== '' && { [keyPrefixes.activity]: ['PutItem'] }),
        ...(hasMail && { [NOTICE_COUNTS]: ['UpdateItem'] }),
      },
    ),
    // the role may name only a few attributes
    [`dynamodb:UpdateItem on ${keyPrefixes.account}`]: () =>
      expectRefusal(
        dynamodb.call('UpdateItem', {
          TableName: tableName,
          Key: { pk: { S: keyPrefixes.account + NO_ITEM }, sk: { S: NO_ITEM } },
          UpdateExpression: `REMOVE ${[...ACCOUNT_ATTRIBUTES, ...(hasPasskeys ? ['passkeys'] : [])].join(', ')}`,
          ConditionExpression: 'attribute_exists(pk)',
        }),
        'ConditionalCheckFailedException',
      ),
    ...(secondFactor === 'required' && challengeChecks({ dynamodb, tableName })),
    ...encryptCheck(clientOf(awsServices.kms), factorKey),
    ...(hasMail && sendMessageCheck(clientOf(awsServices.sqs), mailQueueUrl)),
  };
}

/** The role may name only a few attributes of challenges. */
function challengeChecks({ dynamodb, tableName }: CheckedTable): Checks {
  const request = {
    TableName: tableName,
    Key: { pk: { S: keyPrefixes.challenge + NO_ITEM }, sk: { S: NO_ITEM } },
  };
  return {
    [`dynamodb:GetItem on ${keyPrefixes.challenge}`]: () =>
      dynamodb.call('GetItem', { ...request, ...project(READ_ATTRIBUTES) }),
    [`dynamodb:UpdateItem on ${keyPrefixes.challenge}`]: () =>
      expectRefusal(
        dynamodb.call('UpdateItem', {
          ...request,
          UpdateExpression: `REMOVE ${COUNT_ATTRIBUTES.join(', ')}`,
          ConditionExpression: 'attribute_exists(pk)',
        }),
        'ConditionalCheckFailedException',
      ),
  };
}
