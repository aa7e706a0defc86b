/** The checks of mail before a new version sends mails. A file on demand, next to the bundle. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnvironment } from '../parse-environment';
import { isAwsCallError } from '../shared/aws/aws-call-error';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { generateMacCheck } from '../shared/self-check/key-checks';
import { CHECK_LIMITS, type Checks, runChecks } from '../shared/self-check/run-checks';
import { NO_ITEM } from '../shared/self-check/table-checks';
import type { SelfCheckAnswers } from '../shared/self-check/with-self-check';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { mailVariables } from '../variables/mail';
import { readMailDesign } from './read-mail-design';
import { createRecipients } from './recipients';
import { createResetReader } from './reset-challenges';
import { type MailSender, toSendEmailInput } from './send-email-input';
import { createSesClient } from './ses-client';

type Variables = Readonly<Record<string, string | undefined>>;

/** Makes one call of each kind that the role allows. */
export async function selfCheck(source = process.env): Promise<SelfCheckAnswers> {
  return runChecks(createChecks(source));
}

/** Creates the checks from the function's environment. @param folder the folder of the bundle */
export function createChecks(source: Variables, folder = __dirname): Checks {
  const environment = parseEnvironment(mailVariables, source);
  const dynamodb = createAwsClient(readAwsSettings(awsServices.dynamodb, source), CHECK_LIMITS);
  const kms = createAwsClient(readAwsSettings(awsServices.kms, source), CHECK_LIMITS);
  // The role may read only named attributes, which are those of the reader.
  const recipients = createRecipients(dynamodb, environment.tableName);
  return {
    [`dynamodb:GetItem on ${keyPrefixes.account}`]: () => recipients.find(NO_ITEM),
    [`dynamodb:GetItem on ${keyPrefixes.email}`]: () => recipients.findOtherOwner(NO_ITEM, NO_ITEM),
    [`dynamodb:GetItem on ${keyPrefixes.challenge}`]: () =>
      createResetReader(dynamodb, environment.tableName).find(NO_ITEM),
    ...generateMacCheck(kms, environment.mailKey),
    ...sendChecks({ ...environment, attachments: readMailDesign(folder).attachments }, source),
  };
}

/**
 * Sends a mail without a recipient, as SES has no dry run. The check passes if SES refuses the mail for any
 * reason but a missing permission or a missing configuration set.
 */
function sendChecks(sender: MailSender, source: Variables): Checks {
  const ses = createSesClient(readAwsSettings(awsServices.email, source), { sleep });
  const content = { subject: NO_ITEM, text: NO_ITEM, html: NO_ITEM };
  const mail = toSendEmailInput(
    { to: `${NO_ITEM}@invalid.example`, kind: 'self-check', account: NO_ITEM, ...content },
    sender,
  );
  const check = async () => {
    const error = await ses.sendEmail({ ...mail, Destination: {} }).catch((reason: unknown) => reason);
    if (isAwsCallError(error) && error.kind === 'refused') return;
    throw error instanceof Error ? error : new Error('SES accepted a mail without a recipient');
  };
  const resources = [sender.identityArn, sender.configurationSet].filter((resource) => resource !== '');
  return Object.fromEntries(
    resources.map((resource) => [`ses:SendEmail on ${resource.split('/').at(-1)}`, check]),
  );
}
