/** The checks of the authorizer before a new version checks tokens. A file on demand, next to the bundle. */
import { parseEnvironment } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { CHECK_LIMITS, type Checks, runChecks } from '../shared/self-check/run-checks';
import { NO_ITEM } from '../shared/self-check/table-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { authorizerVariables } from '../variables/authorizer';
import { createSessionReader } from './read-session';

/** Makes one call of each kind that the role allows. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Creates the checks from the function's environment. */
export function createChecks(source: Readonly<Record<string, string | undefined>>): Checks {
  const { revocation, tableName } = parseEnvironment(authorizerVariables, source);
  const dynamodb = createAwsClient(readAwsSettings(awsServices.dynamodb, source), CHECK_LIMITS);
  // the role may read only named attributes, which are those of the reader
  const readSession = createSessionReader(dynamodb, tableName);
  return {
    ...(revocation === 'immediate' && {
      [`dynamodb:GetItem on ${keyPrefixes.session}`]: () => readSession(NO_ITEM, NO_ITEM),
    }),
  };
}
