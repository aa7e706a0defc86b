/** The checks of factors before a new version serves requests. A file on demand, next to the bundle. */
import { parseEnvironment, type ValuesOf } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { encryptCheck, generateMacCheck } from '../shared/self-check/key-checks';
import { sendMessageCheck } from '../shared/self-check/queue-checks';
import { CHECK_LIMITS, type Checks, expectRefusal, runChecks } from '../shared/self-check/run-checks';
import { type CheckedTable, NO_ITEM, tableChecks } from '../shared/self-check/table-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { factorVariables } from '../variables/factors';

type Variables = Readonly<Record<string, string | undefined>>;
type FactorEnvironment = ValuesOf<typeof factorVariables>;

/** Makes one call of each kind that the role allows. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Creates the checks from the function's environment. */
export function createChecks(source: Variables): Checks {
  const environment = parseEnvironment(factorVariables, source);
  const dynamodb = createAwsClient(readAwsSettings(awsServices.dynamodb, source), CHECK_LIMITS);
  const kms = createAwsClient(readAwsSettings(awsServices.kms, source), CHECK_LIMITS);
  const table = { dynamodb, tableName: environment.tableName };
  return {
    ...tableChecks(table, {
      [keyPrefixes.account]: ['GetItem'],
      [keyPrefixes.factor]: ['Query', 'PutItem', 'DeleteItem'],
      ...(environment.secondFactor === 'required' && { [keyPrefixes.challenge]: ['GetItem'] }),
    }),
    ...updateCheck(table),
    ...encryptCheck(kms, environment.factorKey),
    ...mailChecks(environment, source, table),
  };
}

/** Checks an update of an account. The role may name only the attributes of second factors. */
function updateCheck({ dynamodb, tableName }: CheckedTable): Checks {
  const update = {
    TableName: tableName,
    Key: { pk: { S: keyPrefixes.account + NO_ITEM }, sk: { S: NO_ITEM } },
    UpdateExpression: 'REMOVE factors, secondFactorSince, recoveryCodes',
    ConditionExpression: 'attribute_exists(pk)',
  };
  return {
    [`dynamodb:UpdateItem on ${keyPrefixes.account}`]: () =>
      expectRefusal(dynamodb.call('UpdateItem', update), 'ConditionalCheckFailedException'),
  };
}

/** Checks the calls that only a stage with e-mail makes: a notice is counted, and then requested. */
function mailChecks(
  { mailQueueUrl, keyedHashKey }: FactorEnvironment,
  source: Variables,
  table: CheckedTable,
): Checks {
  if (mailQueueUrl === '') return {};
  return {
    ...tableChecks(table, { [keyPrefixes.throttle]: ['UpdateItem'] }),
    ...generateMacCheck(
      createAwsClient(readAwsSettings(awsServices.kms, source), CHECK_LIMITS),
      keyedHashKey,
    ),
    ...sendMessageCheck(
      createAwsClient(readAwsSettings(awsServices.sqs, source), CHECK_LIMITS),
      mailQueueUrl,
    ),
  };
}
