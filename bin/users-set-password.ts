/** `npm run users:set-password`: gives a user a temporary password. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoNamePointers } from '../lambda/identity/accounts/identifiers/name-pointers';
import { createDynamoAccountAdministration } from '../lambda/identity/operator/account-administration';
import { setTemporaryPassword } from '../lambda/identity/operator/set-temporary-password';
import { readHashParameters } from '../lambda/identity/passwords/hash-parameters';
import { verifyImportedHash } from '../lambda/identity/passwords/imported-hashes/verify-imported-hash';
import { createPasswordHasher } from '../lambda/identity/passwords/password-hasher';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { parseUserChoice, USER_HELP, USER_OPTIONS } from './user-choice';

const HELP = `Usage: npm run users:set-password -- (--user NAME | --sub SUB)
         [--table TABLE --log-group LOG --reason TEXT | --port N]

Replaces a user's password with a random one, signs the user out everywhere, and prints the password, once. It is valid
for 24 hours, and its only use is to set another: a sign-in with it needs the member new_password. Hand it over in a way
that only the user reads. Run it again for another one: the one before is void.

${USER_HELP}
${TABLE_HELP}
  --help          this text`;

const OPTIONS = {
  ...USER_OPTIONS,
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

/** From so many failures on, an account of a stage with the default settings takes no sign-in from an unknown device. */
const DEFAULT_MAX_FAILURES = 100;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const choice = parseUserChoice(values);
  await connectToTable(values, async ({ client, tableName, recordAudit }) => {
    const accounts = createDynamoAccounts(client, tableName);
    const set = setTemporaryPassword({
      accounts,
      administration: createDynamoAccountAdministration(client, tableName, accounts),
      names: createDynamoNamePointers(client, tableName),
      sessions: createDynamoSessions(client, tableName),
      hashFor: ({ passwordHash }, password) =>
        createPasswordHasher({ current: readHashParameters(passwordHash), verifyImportedHash }).hash(
          password,
        ),
      now: Date.now,
      recordAudit,
    });
    const { username, password, until, failedSignIns } = await set(choice);
    console.log(`${username}: signed out everywhere. Valid until ${new Date(until).toISOString()}:`);
    console.log(password);
    if (failedSignIns >= DEFAULT_MAX_FAILURES) {
      console.log(
        `After ${failedSignIns} failed sign-ins the account may be locked: run users:unlock as well`,
      );
    }
  });
}

main().catch((error: unknown) => {
  const [line] = error instanceof Error ? error.message.split('\n') : [];
  console.error(`users:set-password: ${line || 'failed'}`);
  process.exitCode = 1;
});
