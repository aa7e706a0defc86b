/** The self-check of foo, before a version of it answers requests. An on-demand file next to the bundle. */
import { parseEnvironment } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { CHECK_LIMITS, type Checks, runChecks } from '../shared/self-check/run-checks';
import { tableChecks } from '../shared/self-check/table-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { fooVariables } from '../variables/foo';

/** Makes one call of each kind that the role allows. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Creates the checks from the function's environment. */
export function createChecks(source: Readonly<Record<string, string | undefined>>): Checks {
  const { tableName } = parseEnvironment(fooVariables, source);
  const dynamodb = createAwsClient(readAwsSettings(awsServices.dynamodb, source), CHECK_LIMITS);
  return tableChecks(
    { dynamodb, tableName },
    {
      [keyPrefixes.foo]: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'],
      [keyPrefixes.fooCount]: ['GetItem', 'UpdateItem'],
      [keyPrefixes.idempotency]: ['GetItem', 'PutItem', 'UpdateItem'],
    },
  );
}
