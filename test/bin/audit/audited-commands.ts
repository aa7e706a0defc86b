/** Every operator's command, on a table as it is deployed, for the suites that check its audit. */
import type { ChildProcess } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Account } from '../../../lambda/identity/accounts/account';
import { accountKey } from '../../../lambda/identity/accounts/account-item';
import { createDynamoAccounts } from '../../../lambda/identity/accounts/accounts';
import { createAccount } from '../../../lambda/identity/accounts/create-account';
import { createDynamoIdentifierPointers } from '../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../../../lambda/identity/accounts/update-account';
import { createDynamoAccountFactors } from '../../../lambda/identity/factors/account-factors';
import { createDynamoAccountAdministration } from '../../../lambda/identity/operator/account-administration';
import { createDynamoSessions } from '../../../lambda/identity/sessions/sessions';
import { toAttributes } from '../../../lambda/shared/table/attributes';
import { uuid } from '../../lambda/fakes/auth-dependencies';
import { newAccount } from '../../lambda/fakes/new-account';
import { type CommandFolder, createCommandFolder } from '../run-command';
import { type AuditedAws, LOG_GROUP, startAuditedAws } from './audited-aws';

/** The operator's reason. */
export const REASON = 'T-1: her laptop was stolen';
const HASH = `$pbkdf2-sha256$i=10$c2FsdHNhbHQ$${'A'.repeat(43)}`;
const AT = 1_767_323_045;
const [ADA, BOB] = [uuid(1), uuid(2)];

let folder: CommandFolder;
let aws: AuditedAws;
const file = (name: string) => join(folder.path, name);

/** The services and the folder for the commands of a suite, reset for each test. */
export interface AuditedSuite {
  readonly aws: AuditedAws;
  readonly folder: CommandFolder;
}

/** Prepares the services and a folder for the tests of a suite, and removes them after the last test. */
export function prepareAuditedSuite(): void {
  beforeAll(async () => {
    folder = createCommandFolder();
    aws = await startAuditedAws();
  });
  afterAll(async () => {
    folder.remove();
    await aws.close();
  });

  // Ada is signed in, and her account is locked; the files are the input of commands
  beforeEach(async () => {
    await aws.reset();
    const { client, tableName } = aws.table;
    const attempts = { failures: 100, lastAttemptAt: 1_767_323_045_678 };
    const ada = newAccount({ name: 'ada', username: 'Ada', sub: ADA, scopes: ['audit'], attempts });
    const accounts = createDynamoAccounts(client, tableName);
    await createAccount({
      accounts,
      names: createDynamoIdentifierPointers(client, tableName, 'name'),
      now: Date.now,
    })(ada);
    await createDynamoSessions(client, tableName).put({
      sub: ADA,
      sid: 'a-session',
      username: 'Ada',
      scopes: ['audit'],
      createdAt: AT,
      authTime: AT,
      amr: ['pwd'],
      lastUsedAt: AT,
      expiresAt: 4 * AT,
      securityVersion: 1,
    });
    const users = [
      { username: 'Ada', sub: ADA, passwordHash: HASH },
      { username: 'Bob', sub: BOB, passwordHash: HASH },
    ];
    writeFileSync(file('users.jsonl'), users.map((user) => JSON.stringify(user)).join('\n'));
    writeFileSync(file('deletions.jsonl'), JSON.stringify({ event: 'account_deleted', sub: ADA }));
    for (const name of [
      'out.jsonl',
      'out.jsonl.progress',
      'users.jsonl.progress',
      'deletions.jsonl.progress',
    ])
      rmSync(file(name), { force: true });
  });
}

/** The services and the folder of the current suite. */
export const suite: AuditedSuite = {
  get aws() {
    return aws;
  },
  get folder() {
    return folder;
  },
};

/** A command. */
export interface Command {
  readonly args: () => readonly string[];
  /** The fields of each of its events, beyond the fields of all events. */
  readonly events: readonly object[];
  /** Prepares the table. @default - no preparation */
  readonly prepare?: () => Promise<unknown>;
  /** Whether it only shows data, and changes nothing. @default false */
  readonly reads?: boolean;
}

/** Disables Ada. */
function disableAda() {
  const { client, tableName } = aws.table;
  const accounts = createDynamoAccounts(client, tableName);
  return createDynamoAccountAdministration(client, tableName, accounts).disable({ sub: ADA });
}

/** Gives Ada an address. @param mark why mails to it come back. Default: they do not */
export function addAddress(mark: object = {}) {
  const { client, tableName } = aws.table;
  return client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: accountKey(ADA),
      UpdateExpression: 'SET email = :email',
      ExpressionAttributeValues: toAttributes({
        ':email': {
          address: 'ada@example.org',
          shown: 'Ada@example.org',
          verifiedAt: 1,
          verifiedBy: 'attempt-1',
          ...mark,
        },
      }),
    }),
  );
}

/** Gives Ada an address whose mails come back. */
const markAda = () => addAddress({ undeliverable: { reason: 'bounce', at: 7 } });

/** Gives Ada an authenticator app. */
async function enrolAda() {
  const { client, tableName } = aws.table;
  const accounts = createDynamoAccounts(client, tableName);
  const factors = createDynamoAccountFactors(createAccountUpdate(client, tableName), accounts);
  const ada = (await accounts.find(ADA)) as Account;
  await factors.confirm(ada, {
    ...{ id: 'factor-1', name: 'Phone', step: 1, at: AT },
    recoveryDigests: ['a'],
  });
}

/** All commands, by name. */
export const commands: Readonly<Record<string, Command>> = {
  'users-scope': {
    args: () => ['--user', 'ada', '--add', 'admin', '--remove', 'audit'],
    events: [{ event: 'operator_scope_change', sub: ADA, add: ['admin'], remove: ['audit'] }],
  },
  'users-unlock': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_unlock', sub: ADA, forgetDevices: false }],
  },
  'users-unsuppress': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_unsuppress', sub: ADA }],
    prepare: markAda,
  },
  'users-sign-out': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_sign_out', sub: ADA }],
  },
  'users-show': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_account_view', sub: ADA }],
    reads: true,
  },
  'users-list': {
    args: () => ['--state', 'ACTIVE', '--limit', '5'],
    events: [{ event: 'operator_account_list', state: 'ACTIVE', limit: 5 }],
    reads: true,
  },
  'users-disable': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_disable', sub: ADA }],
  },
  'users-enable': {
    args: () => ['--sub', ADA],
    events: [{ event: 'operator_enable', sub: ADA }],
    prepare: disableAda,
  },
  'users-delete': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_account_deletion', sub: ADA }],
  },
  'users-set-password': {
    args: () => ['--user', 'ada'],
    events: [{ event: 'operator_password_reset', sub: ADA }],
  },
  'users-email': {
    args: () => ['--user', 'ada', '--set', 'ada@example.com'],
    events: [{ event: 'operator_email_change', sub: ADA, kind: 'set' }],
  },
  'users-reset-factors': {
    args: () => ['--user', 'ada', '--now'],
    events: [{ event: 'operator_factors_reset', sub: ADA, kind: 'at-once' }],
    prepare: enrolAda,
  },
  'users-export': { args: () => ['--out', file('out.jsonl')], events: [{ event: 'operator_export' }] },
  'users-import': {
    args: () => ['--in', file('users.jsonl'), '--overwrite'],
    events: [
      { event: 'operator_import', overwrite: true, dryRun: false },
      { event: 'operator_account_import', sub: ADA, overwrite: true },
      { event: 'operator_account_import', sub: BOB, overwrite: false },
    ],
  },
  'users-reapply-deletions': {
    args: () => ['--in', file('deletions.jsonl')],
    events: [
      { event: 'operator_deletion_reapply', dryRun: false },
      { event: 'operator_account_deletion', sub: ADA },
    ],
  },
};

/** Runs a command on the deployed table. */
export function runDeployed(
  name: string,
  begun?: (child: ChildProcess) => void,
  options: readonly string[] = [],
) {
  const deployed = ['--table', aws.table.tableName, '--log-group', LOG_GROUP, '--reason', REASON];
  const { args } = commands[name] ?? { args: () => [] };
  return folder.run(name, [...args(), ...deployed, ...options], begun, aws.env);
}

/** Returns the state after a command: the table, and the file of an export. */
export const readState = async () => [await aws.readTable(), existsSync(file('out.jsonl'))];
