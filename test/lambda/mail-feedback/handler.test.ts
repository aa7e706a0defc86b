/** The function as Lambda loads it, from the event of SES to the account in the table. */
import { createDynamoAccounts } from '../../../lambda/identity/accounts/accounts';
import { createDynamoUndeliverableEmails } from '../../../lambda/identity/email/feedback/undeliverable-emails';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { newAccount } from '../fakes/new-account';
import { createBounce, SET, SUB } from './feedback-events';

type Handler = typeof import('../../../lambda/mail-feedback/handler');

const before = { ...process.env };
let table: EmbeddedTable;
let lines: string[];

beforeAll(async () => {
  table = await startEmbeddedTable();
});
beforeEach(() => {
  lines = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  process.env = {
    ...before,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    TABLE_NAME: table.tableName,
    MAIL_CONFIGURATION_SETS: SET,
  };
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = before;
});
afterAll(() => table.close());

function load(): Handler {
  let loaded: Handler | undefined;
  jest.isolateModules(() => {
    loaded = require('../../../lambda/mail-feedback/handler');
  });
  return loaded as Handler;
}

test('a bounce marks the address, and the log holds no address', async () => {
  const email = { address: 'ada@example.org', shown: 'Ada@example.org', verifiedAt: 1, verifiedBy: 'a' };
  const ada = { ...newAccount(), sub: SUB, email };
  await createDynamoAccounts(table.client, table.tableName).create(ada);
  await load().handler(createBounce() as never);
  const found = await createDynamoUndeliverableEmails(table.client, table.tableName).find(ada);
  expect(found?.email?.undeliverable).toEqual({ reason: 'bounce', at: Date.UTC(2027, 0, 1) });
  const [line = ''] = lines;
  expect(JSON.parse(line)).toMatchObject({ event: 'email_undeliverable', audited: true, sub: ada.sub });
  expect(lines.join('')).not.toContain('@');
});

test('does not load without its settings', () => {
  delete process.env.MAIL_CONFIGURATION_SETS;
  expect(load).toThrow('MAIL_CONFIGURATION_SETS');
});
