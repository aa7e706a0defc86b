import { type Passkey, passkeyId } from '../../../../lambda/identity/passkeys/passkey';
import { createDynamoPasskeys } from '../../../../lambda/identity/passkeys/passkeys';
import {
  createDynamoRegistrationCeremonies,
  type RegistrationCeremony,
} from '../../../../lambda/identity/passkeys/registration-ceremonies';
import { createTable } from '../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryPasskeyPartitions } from '../../fakes/memory-passkeys';
import { countAdmitted } from '../../fakes/outcomes';
import { ofLevel } from '../../fakes/store-levels';

const AT = 1_767_323_045_678;

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

const inTable = (client: 'client' | 'retrying') => () => {
  const created = createTable(table[client], table.tableName);
  return {
    passkeys: createDynamoPasskeys(created),
    registrationCeremonies: createDynamoRegistrationCeremonies(created),
  };
};

describe.each<[string, () => ReturnType<ReturnType<typeof inTable>>]>(
  ofLevel([
    ['in memory', createMemoryPasskeyPartitions],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('passkeys %s', (where, create) => {
  const isLossy = where.includes('lost');
  let stores: ReturnType<typeof create>;
  let sub = '';
  let count = 0;
  let passkey: Passkey;
  let ceremony: RegistrationCeremony;
  beforeEach(async () => {
    stores = create();
    sub = `${where} ${++count}`;
    passkey = {
      sub,
      id: 'passkey-1',
      credentialId: 'AQID',
      publicKey: 'pQEC',
      counter: 0,
      transports: ['internal', 'hybrid'],
      isBackupEligible: true,
      isBackedUp: false,
      name: 'My phone',
      addedAt: AT,
    };
    ceremony = {
      purpose: 'passkey-registration',
      sub,
      sid: 'sid-1',
      securityVersion: 3,
      validUntil: AT + 300_000,
    };
    await stores.passkeys.put(passkey);
  });

  test('are found by their account and id, and renamed', async () => {
    expect(await stores.passkeys.find(sub, 'passkey-1')).toEqual(passkey);
    expect(await stores.passkeys.find(sub, 'passkey-2')).toBeUndefined();
    expect(await stores.passkeys.find('another', 'passkey-1')).toBeUndefined();
    expect(await stores.passkeys.rename(sub, 'passkey-1', 'My tablet')).toBe(true);
    expect(await stores.passkeys.rename(sub, 'passkey-2', 'My tablet')).toBe(false);
    expect(await stores.passkeys.list(sub)).toEqual([{ ...passkey, name: 'My tablet' }]);
  });

  test('are used with a counter that rises, or without one', async () => {
    const use = (counter: number, isBackedUp = false) =>
      stores.passkeys.recordUse(passkey, { counter, isBackedUp, at: AT + 1 });
    expect(await use(0)).toBe(true);
    expect(await use(0, true)).toBe(true);
    expect(await stores.passkeys.find(sub, 'passkey-1')).toEqual({
      ...passkey,
      isBackedUp: true,
      lastUsedAt: AT + 1,
    });
    expect(await countAdmitted(5, () => use(7))).toBe(1);
    for (const counter of [0, 6, 7]) expect(await use(counter)).toBe(false);
    expect((await stores.passkeys.find(sub, 'passkey-1'))?.counter).toBe(7);
    const missing = { ...passkey, id: 'passkey-2' };
    for (const counter of [0, 1]) {
      expect(await stores.passkeys.recordUse(missing, { counter, isBackedUp: true, at: AT })).toBe(false);
    }
    expect(await stores.passkeys.find(sub, 'passkey-2')).toBeUndefined();
  });

  test('are deleted one by one, or all together with the open registrations', async () => {
    for (const id of ['passkey-0', 'passkey-2', 'passkey-3']) await stores.passkeys.put({ ...passkey, id });
    await stores.registrationCeremonies.begin('digest', ceremony);
    expect(await stores.passkeys.find(sub, 'CEREMONY#digest')).toBeUndefined();
    expect(await stores.passkeys.rename(sub, 'CEREMONY#digest', 'a name')).toBe(false);
    await stores.passkeys.delete(sub, 'passkey-2');
    const ids = ['passkey-0', 'passkey-1', 'passkey-3'];
    expect((await stores.passkeys.list(sub)).map(({ id }) => id)).toEqual(ids);
    expect(await stores.passkeys.deleteAll(sub)).toEqual(ids);
    expect(await stores.passkeys.deleteAll(sub)).toEqual([]);
    expect(await stores.registrationCeremonies.use(sub, 'digest', AT)).toBeUndefined();
  });

  test('are deleted only if they were added at the given time', async () => {
    await stores.passkeys.delete(sub, 'passkey-1', AT + 1);
    expect(await stores.passkeys.list(sub)).toEqual([passkey]);
    await stores.passkeys.delete(sub, 'passkey-1', AT);
    expect(await stores.passkeys.list(sub)).toEqual([]);
  });

  test('keep the last ceremony of their account only', async () => {
    const { registrationCeremonies: registrations } = stores;
    const other = { ...ceremony, sub: `other ${sub}`, validUntil: 1 };
    await registrations.begin('digest-1', ceremony);
    await registrations.begin('digest-2', { ...ceremony, validUntil: ceremony.validUntil + 1 });
    await registrations.begin('digest-3', { ...ceremony, validUntil: ceremony.validUntil + 1 });
    await registrations.begin('digest-4', other);
    await registrations.keepLatest(sub);
    await registrations.keepLatest('missing');
    expect(await registrations.use(sub, 'digest-1', AT)).toBeUndefined();
    expect(await registrations.use(sub, 'digest-2', AT)).toBeUndefined();
    if (!isLossy) expect(await registrations.use(sub, 'digest-3', AT)).toMatchObject({ sub });
    if (!isLossy) expect(await registrations.use(other.sub, 'digest-4', 0)).toEqual(other);
    expect(await stores.passkeys.list(sub)).toEqual([passkey]);
  });

  test('are registered by a ceremony that is used once, by its account, before it expires', async () => {
    const { registrationCeremonies: registrations } = stores;
    await registrations.begin('digest', ceremony);
    expect(await registrations.use('another', 'digest', AT)).toBeUndefined();
    expect(await registrations.use(sub, 'another', AT)).toBeUndefined();
    expect(await registrations.use(sub, 'digest', ceremony.validUntil)).toBeUndefined();
    // if the response is lost, the ceremony is used up, and the user begins again
    expect(await registrations.use(sub, 'digest', ceremony.validUntil - 1)).toEqual(
      isLossy ? undefined : ceremony,
    );
    expect(await registrations.use(sub, 'digest', AT)).toBeUndefined();
  });
});

test('the id of a passkey depends on the bytes of its credential', () => {
  expect(passkeyId('AQID')).toBe(passkeyId('AQID='));
  expect(passkeyId('AQID')).not.toBe(passkeyId('AQIE'));
  expect(passkeyId('AQID')).toMatch(/^[\w-]{43}$/);
});
