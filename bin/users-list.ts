/** `npm run users:list`: lists the accounts of a table. */
import { parseArgs } from 'node:util';
import { type AccountState, accountStates } from '../lambda/identity/accounts/account';
import { createDynamoAllAccounts } from '../lambda/identity/accounts/all-accounts';
import type { UserSummary } from '../lambda/identity/operator/views/user-view';
import { connectToTable, TABLE_HELP, TABLE_OPTIONS } from './connect-to-table';
import { createOutput } from './output';
import { reportFailure } from './report-failure';
import { listAccounts } from './transfer/list-accounts';
import { parseRate } from './transfer/pace';
import { createTransferTools } from './transfer/transfer-tools';
import { UsageError } from './usage-error';

const HELP = `Usage: npm run users:list -- [--state STATE] [--limit N] [--json] [--rate N]
         [--table TABLE --log-group LOG --reason TEXT | [--port N] [--reason TEXT]]

Lists accounts in the order in which a DynamoDB Scan returns them. Without --json, each line has username, sub, state,
creation time, password state and scopes, separated by tabs. Password hashes are not printed. The command changes
nothing. It requires the permission dynamodb:Scan.

  --state STATE     list only accounts in this state: ACTIVE, DISABLED or DELETING
  --limit N         list at most N accounts (default: all)
  --json            print each account as one line of JSON
  --rate N          items of the table to read per second (default: 5000)
${TABLE_HELP}
  --help            print this text`;

const OPTIONS = {
  state: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean', default: false },
  rate: { type: 'string', default: '5000' },
  ...TABLE_OPTIONS,
  help: { type: 'boolean', default: false },
} as const;

/** The time in milliseconds before progress is shown; faster lists show none. */
const QUIET_MS = 2_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const state = parseState(values.state);
  const limit = parseLimit(values.limit);
  const tools = createTransferTools(parseRate(values.rate), QUIET_MS);
  const output = createOutput(process.stdout);
  await connectToTable(values, async ({ client, tableName, recordAudit, now }) => {
    await recordAudit('operator_account_list', { state, limit });
    const { users, isComplete } = await listAccounts(
      {
        accounts: createDynamoAllAccounts(client, tableName),
        state,
        limit,
        format: values.json ? (user) => JSON.stringify(user) : formatLine,
        write: output.write,
        now,
      },
      { ...tools, isInterrupted: () => tools.isInterrupted() || output.isClosed() },
    );
    if (isComplete || output.isClosed()) return;
    console.error(`Interrupted after ${users} users`);
    process.exitCode = 130;
  });
}

function formatLine({ username, sub, state, createdAt, password, scopes }: UserSummary): string {
  return [username, sub, state, createdAt, password, scopes.join(' ')].join('\t');
}

function parseState(text: string | undefined): AccountState | undefined {
  const state = accountStates.find((known) => known === text);
  if (text !== undefined && !state)
    throw new UsageError(`--state ${JSON.stringify(text)} is not valid: use ${accountStates.join(', ')}`);
  return state;
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(
      `--limit ${JSON.stringify(text)} is not valid: it must be a whole number, 1 or greater`,
    );
  return Number(text);
}

main().catch(reportFailure('users:list'));
