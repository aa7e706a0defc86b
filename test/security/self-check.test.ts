/** Runs the checks of every function under its synthesized role: with all grants, and without one of them at a time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DirectFunctions, startDirectFunctions } from '../support/direct-invocation';
import { copyWithout, type Grant, listGrants } from '../support/grants';
import { assemblyFolder } from '../support/server-under-test';

const NAMES = ['AuthorizerHandler', 'AuthHandler', 'FooHandler', 'DiscoveryHandler'];
const event = { selfCheck: true };

/** Runs all functions of an assembly, and checks each. */
async function checkAll(assembly: string, look?: (functions: DirectFunctions) => void) {
  const functions = await startDirectFunctions(assembly);
  try {
    const answers: Record<string, Record<string, boolean>> = {};
    for (const name of NAMES)
      answers[name] = (await functions.invoke(name, event)) as Record<string, boolean>;
    look?.(functions);
    return answers;
  } finally {
    await functions.close();
  }
}

const failuresOf = (answers: Record<string, Record<string, boolean>>) =>
  Object.entries(answers).flatMap(([name, checks]) =>
    Object.entries(checks).flatMap(([check, passed]) => (passed ? [] : [`${name}: ${check}`])),
  );

const grants = listGrants(assemblyFolder());
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-self-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('with every grant every check succeeds, and makes no call but those that it is for', async () => {
  const answers = await checkAll(assemblyFolder(), ({ calls, names }) => {
    expect(names).toHaveLength(NAMES.length);
    expect(calls.filter(({ decision }) => decision !== 'allowed')).toEqual([]);
    const made = calls.map(({ logicalId = '', action }) => `${logicalId.replace(/Handler.*/, '')} ${action}`);
    const granted = grants
      // CloudFormation alone invokes it, and no version of it gets requests
      .filter(({ policy }) => !policy.startsWith('PublicKeysFunction'))
      .map(({ policy, action }) => `${policy.replace(/Role.*/, '')} ${action}`);
    expect([...new Set(made)].sort()).toEqual([...new Set(granted)].sort());
  });
  expect(failuresOf(answers)).toEqual([]);
  expect(answers.AuthHandler).toMatchObject({ argon2id: true, 'dynamodb:PutItem on ACCOUNT#': true });
});

test('the answers are yes or no, and neither they nor the log hold anything that a key has made', async () => {
  let log = '';
  const answers = await checkAll(assemblyFolder(), (functions) => {
    log = functions.log();
  });
  for (const checks of Object.values(answers)) {
    for (const [name, answer] of Object.entries(checks)) {
      expect(typeof answer).toBe('boolean');
      expect(name).toMatch(/^(argon2id|[a-z-]+:\w+ on [\w#-]+)$/);
    }
  }
  expect(JSON.stringify(answers) + log).not.toMatch(/eyJ|\$argon2|BEGIN|[A-Za-z0-9+/]{60}/);
});

test('what is not exactly the event of a self-check is none, even without the gateway', async () => {
  const functions = await startDirectFunctions(assemblyFolder());
  try {
    const request = {
      selfCheck: true,
      httpMethod: 'GET',
      resource: '/users/me',
      requestContext: { requestId: 'r' },
    };
    expect(await functions.invoke('AuthHandler', request)).toMatchObject({ statusCode: 500 });
    await expect(functions.invoke('AuthorizerHandler', { ...event, type: 'TOKEN' })).rejects.toThrow(
      'Unauthorized',
    );
    expect(functions.calls.filter(({ action }) => action !== 'kms:GetPublicKey')).toEqual([]);
  } finally {
    await functions.close();
  }
});

/** One of each kind; all of them take a run each. */
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
    expect(failures).toEqual([
      expect.stringMatching(new RegExp(`^${name}: ${action} on ${prefix?.replace('*', '') ?? '\\S+'}$`)),
    ]);
  },
);
