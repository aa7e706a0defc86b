/** `npm run users:reset-factors`: resets the second factors of a user who has lost them. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../lambda/identity/accounts/update-account';
import { createSqsMailQueue } from '../lambda/identity/email/mail-queue';
import { createDynamoFactorSecrets } from '../lambda/identity/factors/factor-secrets';
import { createDynamoFactorAdministration } from '../lambda/identity/operator/factors/factor-administration';
import { type FactorsReset, resetFactors } from '../lambda/identity/operator/factors/reset-factors';
import * as awsServices from '../lambda/shared/aws/aws-services';
import { createTable } from '../lambda/shared/table/table';
import { type ConnectedTable, connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { UsageError } from './usage-error';
import { parseUserChoice, USER_HELP, USER_OPTIONS } from './user-choice';

const HELP = `Usage: npm run users:reset-factors -- (--user NAME | --sub SUB) (--mail-queue URL | --now)
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Resets the second factors and the passkeys of an account. From 24 hours later on, a sign-in needs only the password,
and removes the factors, the passkeys and the recovery codes. The user receives a notice at once. A sign-in with a
factor and the request DELETE /users/me/factors/reset cancel the reset. Sessions stay valid. See
docs/how-to/second-factors.md.

${USER_HELP}
  --mail-queue URL  queue of the notice: the stack output MailQueueUrl (default: the queue of the local run)
  --now             remove them at once; the only way in a stage without e-mail
${TABLE_HELP}
  --help            print this text`;

const OPTIONS = {
  ...USER_OPTIONS,
  'mail-queue': { type: 'string' },
  now: { type: 'boolean', default: false },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

/** The logical id of the queue of mails in the template of a stage. */
const MAIL_QUEUE = /^MailDeliveryQueue/;

/** @throws UsageError when neither a queue is known nor the reset is at once */
function createMailQueue(
  { connect, findQueue }: ConnectedTable,
  option: string | undefined,
  isAtOnce: boolean,
) {
  const url = option ?? findQueue(MAIL_QUEUE);
  if (url === undefined) {
    if (isAtOnce) return undefined;
    throw new UsageError(
      'The user needs a notice of a reset that waits: use --mail-queue URL (stack output MailQueueUrl), or --now in a stage without e-mail',
    );
  }
  return {
    enqueue: async (...input: Parameters<ReturnType<typeof createSqsMailQueue>['enqueue']>) =>
      createSqsMailQueue(await connect(awsServices.sqs), url).enqueue(...input),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const choice = parseUserChoice(values);
  const { 'mail-queue': queue, now: isAtOnce } = values;
  await connectToTable(values, async (connected) => {
    const { client, tableName, recordAudit, now } = connected;
    const accounts = createDynamoAccounts(client, tableName);
    const reset = resetFactors({
      accounts,
      names: createDynamoIdentifierPointers(client, tableName, 'name'),
      factorAdministration: createDynamoFactorAdministration(
        createAccountUpdate(client, tableName),
        accounts,
      ),
      factorSecrets: createDynamoFactorSecrets(createTable(client, tableName)),
      mailQueue: createMailQueue(connected, queue, isAtOnce),
      now,
      recordAudit,
    });
    console.log(describe(await reset({ choice, isAtOnce })));
  });
}

function describe({ username, resetAt, isNoticed }: FactorsReset): string {
  const notice = isNoticed
    ? 'a notice is on its way'
    : 'no notice, since mails reach no address of the account';
  if (resetAt === undefined) return `${username}: second factors removed${isNoticed ? `, ${notice}` : ''}`;
  return `${username}: second factors count as removed from ${new Date(resetAt).toISOString()} on; ${notice}`;
}

main().catch(reportFailure('users:reset-factors'));
