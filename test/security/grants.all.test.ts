/** Removes single grants from the synthesized roles: each is necessary, because a call then fails here as it would on AWS. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWithout, type Grant, listGrants } from '../support/grants';
import { assemblyFolder } from '../support/server-under-test';
import { serveAndCall } from './call-everything';

/** The function that reads public keys: without its grant a deployment fails, but no call does. */
const grants = listGrants(assemblyFolder()).filter(({ policy }) => !policy.startsWith('PublicKeys'));

/** One grant of each kind, because each grant needs its own run, and all of them take some minutes. */
const telling = [
  { role: /^Auth(?!orizer)/, action: 'kms:Sign' },
  { role: /^Auth(?!orizer)/, action: 'dynamodb:BatchWriteItem', prefix: 'FOO#*' },
  { role: /^Authorizer/, action: 'dynamodb:GetItem', prefix: 'SESSIONS#*' },
  { role: /^Foo/, action: 'dynamodb:Query', prefix: 'FOO#*', statuses: { list: 500, create: 201 } },
];

function findTelling({ policy, action, prefix }: Grant) {
  return telling.find(
    (wanted) => wanted.role.test(policy) && wanted.action === action && wanted.prefix === prefix,
  );
}
const isTelling = (grant: Grant) => findTelling(grant) !== undefined;

const failuresOf = (statuses: Record<string, number>) =>
  Object.keys(statuses).filter((name) => (statuses[name] ?? 0) >= 500);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-grants-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the template contains the grants that are removed', () => {
  expect(grants.filter(isTelling)).toHaveLength(telling.length);
});

const taken = process.env.SOAK === '1' ? grants : grants.filter(isTelling);

test.each(taken.map((grant) => ({ ...grant, of: grant.prefix ?? 'its key' })))(
  'without $action on $of in $policy a call fails, and the log says why',
  async (grant) => {
    const { policy, action, prefix } = grant;
    const copy = mkdtempSync(join(folder, 'assembly-'));
    copyWithout({ policy, action, ...(prefix !== undefined && { prefix }) }, assemblyFolder(), copy);
    const { statuses, log } = await serveAndCall(copy);
    expect(failuresOf(statuses)).not.toEqual([]);
    expect(statuses).toMatchObject(findTelling(grant)?.statuses ?? {});
    const denials = log.split('\n').filter((line) => line.includes('AccessDenied'));
    expect(denials.filter((line) => line.includes(action))).not.toEqual([]);
  },
);
