/** Runs an operator's command that changes the state or the password of one account. */
import { parseArgs } from 'node:util';
import { createDynamoAccounts } from '../lambda/identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../lambda/identity/accounts/identifiers/identifier-pointers';
import { createDynamoAccountAdministration } from '../lambda/identity/operator/account-administration';
import type { UserChoice } from '../lambda/identity/operator/find-user';
import type { RecordAudit } from '../lambda/identity/operator/record-audit';
import { createDynamoSessions } from '../lambda/identity/sessions/sessions';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { reportFailure } from './report-failure';
import { parseUserChoice, USER_HELP, USER_OPTIONS } from './user-choice';

/** The dependencies of such a command. */
export interface UserCommandDependencies {
  readonly accounts: ReturnType<typeof createDynamoAccounts>;
  readonly administration: ReturnType<typeof createDynamoAccountAdministration>;
  readonly names: ReturnType<typeof createDynamoIdentifierPointers>;
  readonly sessions: ReturnType<typeof createDynamoSessions>;
  readonly recordAudit: RecordAudit;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A command. */
export interface UserCommand {
  /** The name, such as `users:disable`. */
  readonly name: string;
  /** The description of the command, for `--help`. */
  readonly description: string;
  /** Returns the lines to print. */
  readonly run: (deps: UserCommandDependencies, choice: UserChoice) => Promise<readonly string[]>;
}

const OPTIONS = {
  ...USER_OPTIONS,
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

/** Reads the options, connects to the table and runs the command. A failure prints one line. */
export function runUserCommand({ name, description, run }: UserCommand): void {
  const help = `Usage: npm run ${name} -- (--user NAME | --sub SUB)
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

${description}

${USER_HELP}
${TABLE_HELP}
  --help            print this text`;

  async function main(): Promise<void> {
    const { values } = parseArgs({ options: OPTIONS });
    if (values.help) return console.log(help);
    const choice = parseUserChoice(values);
    await connectToTable(values, async ({ client, tableName, recordAudit, now }) => {
      const accounts = createDynamoAccounts(client, tableName);
      const deps = {
        accounts,
        administration: createDynamoAccountAdministration(client, tableName, accounts),
        names: createDynamoIdentifierPointers(client, tableName, 'name'),
        sessions: createDynamoSessions(client, tableName),
        recordAudit,
        now,
      };
      for (const line of await run(deps, choice)) console.log(line);
    });
  }

  main().catch(reportFailure(name));
}
