/** Runs the self-check of every function under its synthesized role without one grant of each kind at a time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWithout, type Grant, listGrants } from '../support/grants';
import { assemblyFolder } from '../support/server-under-test';
import { checkAll, failuresOf } from './check-all';

const grants = listGrants(assemblyFolder());
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-self-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One grant of each kind, because each grant needs its own run. */
const telling: readonly Omit<Grant, 'policy'>[] = [
  { action: 'kms:Sign' },
  { action: 'kms:GenerateMac' },
  { action: 'dynamodb:GetItem', prefix: 'SESSIONS#*' },
  { action: 'dynamodb:PutItem', prefix: 'ACCOUNT#*' },
  { action: 'dynamodb:UpdateItem', prefix: 'THROTTLE#*' },
  { action: 'dynamodb:DeleteItem', prefix: 'FOO#*' },
  { action: 'dynamodb:Query', prefix: 'IDEMPOTENCY#*' },
  { action: 'dynamodb:BatchWriteItem', prefix: 'SESSIONS#*' },
];
const taken = grants.filter(
  ({ action, prefix }) =>
    process.env.SOAK === '1' ||
    telling.some((wanted) => wanted.action === action && wanted.prefix === prefix),
);

test.each(taken.map((grant) => ({ ...grant, of: grant.prefix ?? 'its key' })))(
  'without $action on $of in $policy that check fails, and no other',
  async ({ policy, action, prefix }) => {
    const copy = mkdtempSync(join(folder, 'assembly-'));
    copyWithout({ policy, action, ...(prefix !== undefined && { prefix }) }, assemblyFolder(), copy);
    const name = policy.replace(/Role.*/, 'Handler');
    const failures = failuresOf(await checkAll(copy));
    // the copy lacks all grants of the action: auth hashes with one key, and derives codes with another
    const count = action === 'kms:GenerateMac' && name === 'AuthHandler' ? 2 : 1;
    expect(new Set(failures).size).toBe(count);
    expect(failures).toEqual(
      Array.from({ length: count }, () =>
        expect.stringMatching(new RegExp(`^${name}: ${action} on ${prefix?.replace('*', '') ?? '\\S+'}$`)),
      ),
    );
  },
);

test.each([
  // it names two resources: the identity and the configuration set
  ['ses:SendEmail', 'MailHandler', 2],
  ['sqs:SendMessage', 'AuthHandler', 1],
])('without a grant of %s its check fails, and no other', async (action, name, count) => {
  const grant = listGrants(assemblyFolder(), action).find((found) => found.action === action);
  if (grant === undefined) throw new Error(`The template does not grant ${action}`);
  const copy = mkdtempSync(join(folder, 'assembly-'));
  copyWithout(grant, assemblyFolder(), copy);
  const failures = failuresOf(await checkAll(copy));
  expect(failures).toEqual(
    Array.from({ length: count }, () => expect.stringMatching(new RegExp(`^${name}: ${action} on `))),
  );
});
