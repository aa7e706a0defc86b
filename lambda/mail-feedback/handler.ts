/** The function that hears of mails that came back: marks the addresses of their accounts. */
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mailFeedbackEvents } from '../event-lists/mail-feedback-events';
import { markUndeliverable } from '../identity/email/feedback/mark-undeliverable';
import { createDynamoUndeliverableEmails } from '../identity/email/feedback/undeliverable-emails';
import { parseEnvironment } from '../parse-environment';
import { createLog } from '../shared/log';
import { clientOptions } from '../shared/sdk/client-options';
import { withSelfCheck } from '../shared/self-check/with-self-check';
import { mailFeedbackVariables } from '../variables/mail-feedback';
import { processFeedback } from './process-feedback';
import type * as SelfCheck from './self-check';

/** A separate file next to the bundle, see `onDemand` of the function's construct. */
const loadSelfCheck = (): typeof SelfCheck => require(join(__dirname, 'self-check.js'));

const { tableName, configurationSets } = parseEnvironment(mailFeedbackVariables, process.env);
const log = createLog(mailFeedbackEvents);
const emails = createDynamoUndeliverableEmails(new DynamoDBClient(clientOptions), tableName);

export const handler = withSelfCheck(
  processFeedback({ configurationSets, mark: markUndeliverable({ emails, log }), log }),
  loadSelfCheck,
);
