import fc from 'fast-check';
import {
  createDeviceToken,
  type Device,
  devicesToForget,
  findDevice,
  formatDeviceToken,
  parseDeviceToken,
  toDevice,
} from '../../../../lambda/identity/devices/device';
import { DAY } from '../../fakes/auth-dependencies';

const NOW = 1_767_323_045;
const token = createDeviceToken();
const text = formatDeviceToken(token);

test('a formatted token is parsed back', () => {
  expect(parseDeviceToken(text)).toEqual(token);
  const bytes = (length: number) =>
    fc.uint8Array({ minLength: length, maxLength: length }).map((b) => Buffer.from(b).toString('base64url'));
  fc.assert(
    fc.property(fc.record({ id: bytes(9), secret: bytes(32) }), (written) => {
      expect(parseDeviceToken(formatDeviceToken(written))).toEqual(written);
    }),
  );
});

test('no two tokens share an id or a secret of 256 bits', () => {
  const other = createDeviceToken();
  expect(other.id).not.toBe(token.id);
  expect(other.secret).not.toBe(token.secret);
  expect(Buffer.from(token.secret, 'base64url')).toHaveLength(32);
});

test.each([
  ['nothing', ''],
  ['another version', text.replace('d1', 'd2')],
  ['a version in upper case', text.replace('d1', 'D1')],
  ['a secret too short', text.slice(0, -1)],
  ['a secret too long', `${text}A`],
  ['a path of an expression in the place of the id', text.replace(token.id, 'devices.#sub')],
  ['a part too few', `d1.${token.secret}`],
  ['a part too many', `${text}.x`],
  ['a line break behind it', `${text}\n`],
])('%s is not a token', (_what, written) => {
  expect(parseDeviceToken(written)).toBeUndefined();
});

test('only a digest of the secret is stored, for 180 days, without failures', () => {
  const device = toDevice(token, NOW);
  expect(device).toEqual({
    id: token.id,
    hash: expect.stringMatching(/^[\w-]{22}$/),
    expiresAt: NOW + 180 * DAY,
    failures: 0,
    lastAttemptAt: 0,
  });
  expect(JSON.stringify(device)).not.toContain(token.secret);
});

describe('a device is found', () => {
  const device = { ...toDevice(token, NOW), failures: 3 };
  const others = [1, 2].map(() => toDevice(createDeviceToken(), NOW));

  test('by its token among others, until it expires', () => {
    const devices = [...others, device];
    expect(findDevice(devices, token, NOW)).toBe(device);
    expect(findDevice(devices, token, device.expiresAt - 1)).toBe(device);
    expect(findDevice(devices, token, device.expiresAt)).toBeUndefined();
  });

  test.each([
    ['without a token', undefined],
    ["by another's token", createDeviceToken()],
    ['by its id with another secret', { ...token, secret: createDeviceToken().secret }],
    ['by its secret under another id', { ...token, id: createDeviceToken().id }],
  ])('not %s', (_how, wrong) => {
    expect(findDevice([device], wrong, NOW)).toBeUndefined();
    expect(findDevice([], wrong, NOW)).toBeUndefined();
  });
});

describe('when a device signs in', () => {
  const signedIn = toDevice(token, NOW);
  /** Creates devices that expire one second apart. The first one expires first. */
  const devices = (count: number): Device[] =>
    Array.from({ length: count }, (_, n) => ({ ...signedIn, id: `device-${n}`, expiresAt: NOW + 1 + n }));

  test('five others stay known', () => {
    expect(devicesToForget(devices(5), signedIn, NOW)).toEqual([]);
  });

  test('the one that expires first is removed, at any position', () => {
    const six = devices(6);
    expect(devicesToForget(six, signedIn, NOW)).toEqual(['device-0']);
    expect(devicesToForget(six.toReversed(), signedIn, NOW)).toEqual(['device-0']);
  });

  test('all above the maximum are removed, since several may have signed in concurrently', () => {
    expect([...devicesToForget(devices(8), signedIn, NOW)].sort()).toEqual([
      'device-0',
      'device-1',
      'device-2',
    ]);
  });

  test('its own earlier sign-in does not count', () => {
    const earlier = { ...signedIn, expiresAt: NOW + 1 };
    expect(devicesToForget([...devices(5), earlier], signedIn, NOW)).toEqual([]);
  });

  test('expired ones are removed', () => {
    const expired = { ...signedIn, id: 'expired', expiresAt: NOW };
    expect(devicesToForget([...devices(1), expired], signedIn, NOW)).toEqual(['expired']);
  });
});
