import {
  createDeviceToken,
  formatDeviceToken,
  parseDeviceToken,
} from '../../../../../lambda/identity/devices/device';
import {
  createTrustedDevice,
  findTrustedDevice,
  MAX_TRUSTED_DEVICES,
  parseTrustedDeviceToken,
  TRUST_MS,
  trustToForget,
} from '../../../../../lambda/identity/factors/trusted-devices/trusted-device';
import { newAccount } from '../../../fakes/new-account';

const AT = 1_767_323_045_678;
const totp = { kind: 'totp', name: 'My phone', addedAt: AT, lastStep: 100 } as const;
const ada = newAccount({ factors: { 'factor-1': totp, 'factor-2': totp }, secondFactorSince: AT });
const { device, token } = createTrustedDevice(ada, ada.securityVersion, AT);
const sent = { id: '', secret: '', ...parseTrustedDeviceToken(token) };

test('a token has 256 random bits and a prefix of its own, and its device holds a digest only', () => {
  expect(token).toMatch(/^t1\.[\w-]{12}\.[\w-]{43}$/);
  expect(createTrustedDevice(ada, 1, AT).token).not.toBe(token);
  expect(JSON.stringify(device)).not.toContain(sent.secret);
  expect(device).toEqual({
    id: sent.id,
    digest: expect.stringMatching(/^[\w-]{43}$/),
    until: AT + TRUST_MS,
    since: AT,
    securityVersion: 1,
    factors: ['factor-1', 'factor-2'],
  });
});

test('neither kind of token is one of the other kind', () => {
  expect(parseDeviceToken(token)).toBeUndefined();
  const known = formatDeviceToken(createDeviceToken());
  expect(parseTrustedDeviceToken(known)).toBeUndefined();
  expect(parseTrustedDeviceToken(`${token} `)).toBeUndefined();
  expect(parseTrustedDeviceToken(known.replace('d1.', 't1.'))).toBeDefined();
});

test('a device is trusted for 30 days, by its own secret', () => {
  const find = (now: number, change: Partial<typeof sent> = {}) =>
    findTrustedDevice([device], { ...sent, ...change }, ada, now);
  expect(TRUST_MS).toBe(30 * 24 * 60 * 60 * 1000);
  expect(find(AT + TRUST_MS - 1)).toBe(device);
  expect(find(AT + TRUST_MS)).toBeUndefined();
  expect(find(AT, { secret: 'A'.repeat(43) })).toBeUndefined();
  expect(find(AT, { id: 'A'.repeat(12) })).toBeUndefined();
});

test('a device is trusted under its security version, while all factors from then are left', () => {
  const find = (change: object) => findTrustedDevice([device], sent, { ...ada, ...change }, AT);
  expect(find({ securityVersion: 2 })).toBeUndefined();
  expect(find({ securityVersion: 0 })).toBeUndefined();
  expect(find({ factors: { 'factor-1': totp } })).toBeUndefined();
  expect(find({ factors: { ...ada.factors, 'factor-3': totp } })).toBe(device);
  // as of an account whose factors are all gone
  expect(find({ factors: undefined })).toBeUndefined();
  expect(findTrustedDevice([{ ...device, factors: [] }], sent, ada, AT)).toBeUndefined();
});

test('a device is trusted until the second factor is turned off or on', () => {
  const find = (since: number | undefined, account: object) =>
    findTrustedDevice([{ ...device, since }], sent, { ...ada, ...account }, AT);
  expect(find(AT, { secondFactorSince: undefined })).toBeUndefined();
  expect(find(AT, { secondFactorSince: AT + 1 })).toBeUndefined();
  // of a stage that requires a factor, by a passkey
  expect(find(0, { secondFactorSince: undefined })).toBeDefined();
  expect(find(0, {})).toBeUndefined();
});

test('an entry of a release that did not store the switch is trusted while the second factor is on', () => {
  const find = (account: object) =>
    findTrustedDevice([{ ...device, since: undefined }], sent, { ...ada, ...account }, AT);
  expect(find({})).toBeDefined();
  expect(find({ secondFactorSince: undefined })).toBeUndefined();
});

test('an account has at most five trusted devices: the oldest one goes, and void ones before', () => {
  const devices = Array.from({ length: MAX_TRUSTED_DEVICES }, (_, n) => ({
    ...device,
    id: `device-${n}`,
    until: AT + ((n + 2) % MAX_TRUSTED_DEVICES) + 1,
  }));
  expect(MAX_TRUSTED_DEVICES).toBe(5);
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  expect(idsOf(trustToForget(devices, ada, AT))).toEqual(['device-3']);
  expect(trustToForget(devices.slice(0, 3), ada, AT)).toEqual([]);
  expect(idsOf(trustToForget(devices, ada, AT + 1))).toEqual(['device-3']);
  expect(idsOf(trustToForget(devices, ada, AT + 2))).toEqual(['device-3', 'device-4']);
  expect(trustToForget(devices, { ...ada, securityVersion: 2 }, AT)).toHaveLength(5);
});
