/** The checks of mail-feedback before a new version marks addresses. A file on demand, next to the bundle. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoUndeliverableEmails } from '../identity/email/undeliverable-emails';
import { parseEnvironment } from '../parse-environment';
import { clientOptions } from '../shared/sdk/client-options';
import { type Checks, runChecks } from '../shared/self-check/run-checks';
import { NO_ITEM } from '../shared/self-check/table-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { mailFeedbackVariables } from '../variables/mail-feedback';

/** Makes one call of each kind that the role allows. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Creates the checks from the function's environment. */
export function createChecks(source: Readonly<Record<string, string | undefined>>): Checks {
  const { tableName } = parseEnvironment(mailFeedbackVariables, source);
  // The role may name only a few attributes, which are those of the store.
  const emails = createDynamoUndeliverableEmails(new DynamoDBClient(clientOptions), tableName);
  return {
    [`dynamodb:GetItem on ${keyPrefixes.account}`]: () => emails.find({ sub: NO_ITEM }),
    // the condition does not hold, so that nothing is written
    [`dynamodb:UpdateItem on ${keyPrefixes.account}`]: () =>
      emails.clear({ sub: NO_ITEM }, { verifiedBy: NO_ITEM }),
  };
}
