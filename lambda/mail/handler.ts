/** The mail function: renders and sends the mails that the queue asks for. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mailEvents } from '../events';
import { createMailCodes } from '../identity/email/mail-code';
import type * as AddressSeal from '../identity/email/notices/address-seal';
import { parseEnvironment } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { createLog } from '../shared/log';
import { withSelfCheck } from '../shared/self-check/with-self-check';
import { mailVariables } from '../variables/mail';
import type * as ComposeConfirmEnrolment from './compose/compose-confirm-enrolment';
import type * as ComposeNotice from './compose/compose-notice';
import { createComposers } from './compose/create-composers';
import { deliverMail } from './deliver-mail';
import { processMessages } from './process-messages';
import { readMailDesign } from './read-mail-design';
import { createRecipients } from './recipients';
import { createResetReader } from './reset-challenges';
import type * as SelfCheck from './self-check';
import { toSendEmailInput } from './send-email-input';
import { createSesClient } from './ses-client';

/** Loads a separate file next to the bundle, see `onDemand` of the function's construct. */
const load = (name: string) => require(join(__dirname, `${name}.js`));
const loadSelfCheck = (): typeof SelfCheck => load('self-check');
const loadAddressSeal = (): typeof AddressSeal => load('address-seal');
const loadConfirmEnrolment = (): typeof ComposeConfirmEnrolment => load('compose-confirm-enrolment');
const loadComposeNotice = (): typeof ComposeNotice => load('compose-notice');

const design = readMailDesign(__dirname);
const environment = parseEnvironment(mailVariables, process.env);
const ses = createSesClient(readAwsSettings(awsServices.email, process.env), { sleep });
const log = createLog(mailEvents);

/** No client waits for a mail. */
const patient = { budgetMs: 2_000, attemptMs: 1_000 };

const kms = createAwsClient(readAwsSettings(awsServices.kms, process.env), patient);
const dynamodb = createAwsClient(readAwsSettings(awsServices.dynamodb, process.env), patient);
const dependencies = {
  recipients: createRecipients(dynamodb, environment.tableName),
  resets: createResetReader(dynamodb, environment.tableName),
  enrolments: () => loadConfirmEnrolment().createReader(dynamodb, environment.tableName),
  codes: createMailCodes(kms, environment.mailKey),
  seal: (): AddressSeal.AddressSeal => loadAddressSeal().createAddressSeal(kms, environment.mailKey),
  now: Date.now,
  service: environment.serviceName,
  linkBase: environment.linkBase,
  design,
};
const composers = createComposers(dependencies, {
  confirmEnrolment: loadConfirmEnrolment,
  notice: loadComposeNotice,
});
const deliver = deliverMail({
  composers,
  send: (mail) => ses.sendEmail(toSendEmailInput(mail, { ...environment, attachments: design.attachments })),
  log,
});

export const handler = withSelfCheck(processMessages({ deliver, log }), loadSelfCheck);
