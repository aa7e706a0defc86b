import type { Account } from '../../../../../lambda/identity/accounts/account';
import { createDynamoAccounts } from '../../../../../lambda/identity/accounts/accounts';
import { toDevice } from '../../../../../lambda/identity/devices/device';
import { NO_SESSION, type PendingEmail } from '../../../../../lambda/identity/email/account-email';
import { acceptEnrolment } from '../../../../../lambda/identity/factors/enrolment/accept-enrolment';
import { acceptProof, type FirstFactor } from '../../../../../lambda/identity/factors/factor-proof';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { newAccount } from '../../../fakes/new-account';
import { countAdmitted } from '../../../fakes/outcomes';
import { ofLevel } from '../../../fakes/store-levels';

const AT = 1_767_323_045_678;
const device = toDevice({ id: 'device-1', secret: 'secret-1' }, AT / 1000);
const first: FirstFactor = {
  ...{ kind: 'enrolment', id: 'factor-1', name: 'App', step: 100 },
  ...{ recoveryDigests: ['a', 'b'], adoptsEmail: false, hasNoPasskey: true },
};
const pendingEmail: PendingEmail = {
  ...{ address: 'ada@example.com', shown: 'Ada@example.com', challenge: 'challenge-1', generation: 1 },
  ...{ attempts: 0, requestedAt: AT, expiresAt: AT + 1, securityVersion: 1, sid: NO_SESSION },
};

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each(
  ofLevel([
    ['in memory', () => createMemoryAccounts()],
    ['on the embedded DynamoDB', () => createDynamoAccounts(table.client, table.tableName)],
    ['when every first answer is lost', () => createDynamoAccounts(table.retrying, table.tableName)],
  ]),
)('the sign-in that adds the first factor, %s', (_where, create) => {
  let accounts: ReturnType<typeof create>;
  let ada: Account;
  beforeEach(async () => {
    accounts = create();
    ada = newAccount({ devices: [device] });
    await accounts.create(ada);
  });

  let sids = 0;
  const enrol = (account: Account, change: Partial<typeof first> = {}, hash?: string) =>
    accounts.commitSignIn({
      ...{ account, sid: `sid ${++sids}`, device, at: AT / 1000 },
      secondFactor: acceptEnrolment({ ...first, ...change }, AT, hash),
    });

  test('applies to no account with a passkey that was added meanwhile', async () => {
    const withPasskey = newAccount({
      ...{ devices: [device], passkeys: { key: { addedAt: AT, verifiesUser: true } } },
    });
    await accounts.create(withPasskey);
    expect(await enrol(withPasskey)).toBeUndefined();
    // a stage without passkeys ignores it
    expect(await enrol(withPasskey, { hasNoPasskey: false })).toBeDefined();
  });

  test('adds it with its recovery codes, and counts the session', async () => {
    expect(await enrol(ada)).toBe(ada.sessionCount + 1);
    const found = await accounts.find(ada.sub);
    expect(found).toMatchObject({
      factors: { 'factor-1': { kind: 'totp', name: 'App', addedAt: AT, lastStep: 100 } },
      ...{ secondFactorSince: AT, factorFailures: 0, stepUpFailures: 0, lastSid: `sid ${sids}` },
    });
    expect([...(found?.recoveryCodes ?? [])].sort()).toEqual(['a', 'b']);
  });

  test('of parallel ones, one applies', async () => {
    expect(
      await countAdmitted(8, async (n) => (await enrol(ada, { id: `factor-${n % 2}` })) !== undefined),
    ).toBe(1);
    expect(Object.keys((await accounts.find(ada.sub))?.factors ?? {})).toHaveLength(1);
  });

  test('applies to no account with a factor, also if none was read', async () => {
    await enrol(ada);
    const enrolled = (await accounts.find(ada.sub)) as Account;
    expect(await enrol(ada, { id: 'factor-2' })).toBeUndefined();
    expect(await enrol(enrolled, { id: 'factor-2' })).toBeUndefined();
    expect((await accounts.find(ada.sub))?.factors).toEqual(enrolled.factors);
    const proof = { kind: 'totp', id: 'factor-1', step: 101 } as const;
    const secondFactor = acceptProof(proof, AT, device.hash);
    expect(
      await accounts.commitSignIn({ account: enrolled, sid: 'next', device, at: AT / 1000, secondFactor }),
    ).toBe(enrolled.sessionCount + 1);
  });

  test('applies to no account that has changed', async () => {
    expect(await enrol({ ...ada, passwordHash: 'another' })).toBeUndefined();
    expect(await enrol(ada, {}, 'the hash of another secret')).toBeUndefined();
    await accounts.raiseSecurityVersion(ada.sub);
    expect(await enrol(ada)).toBeUndefined();
    expect(await accounts.find(ada.sub)).not.toHaveProperty('factors');
  });

  test('gives the address of the sign-up its session, and no other address', async () => {
    const adoptsEmail = true;
    expect(await enrol(ada, { adoptsEmail })).toBeUndefined();
    for (const [sid, adopts] of [
      [NO_SESSION, true],
      ['sid of another', false],
    ] as const) {
      const waiting = newAccount({
        sub: `sub ${sid}`,
        devices: [device],
        pendingEmail: { ...pendingEmail, sid },
      });
      await accounts.create(waiting);
      expect((await enrol(waiting, { adoptsEmail })) !== undefined).toBe(adopts);
      expect((await accounts.find(waiting.sub))?.pendingEmail?.sid).toBe(adopts ? `sid ${sids}` : sid);
    }
  });
});
