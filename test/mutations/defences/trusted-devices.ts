/** Mutations of what keeps a device from being trusted too long, too widely, or as a second factor. */
import { type Mutation, testOf } from '../mutation';

const folder = 'lambda/identity/factors/trusted-devices';
const device = `${folder}/trusted-device.test.ts`;
const writes = `${folder}/trust-writes.test.ts`;
const signIns = `${folder}/accept-trusted-device.test.ts`;

export const trustedDevicesMutations: readonly Mutation[] = [
  {
    defence: 'A device is trusted for 30 days',
    change: 'the end ignored',
    file: 'lambda/identity/factors/trusted-devices/trusted-device.ts',
    find: 'device.until > now &&',
    replace: 'device.until > 0 * now &&',
    caughtBy: testOf(device, 'a device is trusted for 30 days, by its own secret'),
  },
  {
    defence: 'Only its secret proves a trusted device',
    change: 'the id is enough',
    file: 'lambda/identity/factors/trusted-devices/trusted-device.ts',
    find: 'device.id === token.id && device.digest === digest',
    replace: "device.id === token.id && digest !== ''",
    caughtBy: testOf(device, 'a device is trusted for 30 days, by its own secret'),
  },
  {
    defence: 'A device is trusted under one security version',
    change: 'any later version accepted',
    file: 'lambda/identity/factors/trusted-devices/trusted-device.ts',
    find: 'device.securityVersion === securityVersion &&',
    replace: 'device.securityVersion <= securityVersion &&',
    caughtBy: testOf(device, 'a device is trusted under its security version'),
  },
  {
    defence: 'The removal of a factor ends the trust in devices',
    change: 'one factor that is left is enough',
    file: 'lambda/identity/factors/trusted-devices/trusted-device.ts',
    find: 'device.factors.every((id) => id in factors)',
    replace: 'device.factors.some((id) => id in factors)',
    caughtBy: testOf(device, 'a device is trusted under its security version'),
  },
  {
    defence: 'No sign-in is committed by a device that is not trusted any more',
    change: 'the commit does not require the digest',
    file: 'lambda/identity/factors/trusted-devices/trust-writes.ts',
    find: "'#trusted.#trustedId.#digest = :trustedDigest',",
    replace: "'(#trusted.#trustedId.#digest = :trustedDigest OR :trustedDigest = :trustedDigest)',",
    caughtBy: testOf(writes, 'the commit refuses a device of another secret'),
  },
  {
    defence: 'No sign-in is committed by a device of another security version',
    change: 'the commit accepts a device of an earlier one',
    file: 'lambda/identity/factors/trusted-devices/trust-writes.ts',
    find: "'#trusted.#trustedId.#version = :version',",
    replace: "'#trusted.#trustedId.#version <= :version',",
    caughtBy: testOf(writes, 'the commit refuses a device of another secret'),
  },
  {
    defence: 'No sign-in is committed by a device whose factor was removed meanwhile',
    change: 'the commit accepts any factors',
    file: 'lambda/identity/factors/trusted-devices/trust-writes.ts',
    find: `attribute_exists(#factors.\${name})`,
    replace: `(attribute_exists(#factors) OR attribute_exists(#factors.\${name}))`,
    caughtBy: testOf(writes, 'the commit refuses a device once one of its factors was removed'),
  },
  {
    defence: 'An account has at most five trusted devices',
    change: 'parallel sign-ins may add more',
    file: 'lambda/identity/factors/trusted-devices/trust-writes.ts',
    find: "'size(#trusted) = :trustedCount'",
    replace: "'size(#trusted) >= :trustedCount'",
    caughtBy: testOf(writes, 'of parallel sign-ins that trust a device, one is committed'),
  },
  {
    defence: 'A sign-in on a trusted device is not one by several factors',
    change: 'its session carries mfa',
    file: 'lambda/identity/factors/trusted-devices/trusted-device.ts',
    find: "['pwd', 'rba'] as const",
    replace: "['pwd', 'rba', 'mfa'] as const",
    caughtBy: testOf(signIns, 'the right password and a trusted device start a session'),
  },
  {
    defence: 'A sign-in on a trusted device clears no guesses at the second factor',
    change: 'a known device starts again',
    file: 'lambda/identity/factors/trusted-devices/accept-trusted-device.ts',
    find: '...(factorFailures !== undefined && { factorFailures }),',
    replace: '...(factorFailures === MAX_GUESSES && { factorFailures }),',
    caughtBy: testOf(signIns, 'of a known device are not cleared by a sign-in on a trusted one'),
  },
  {
    defence: 'A trusted device makes no devices known that have guesses of their own',
    change: 'a new device starts with all guesses',
    file: 'lambda/identity/factors/trusted-devices/accept-trusted-device.ts',
    find: 'factorFailures: MAX_GUESSES,',
    replace: 'factorFailures: MAX_GUESSES - 20,',
    caughtBy: testOf(signIns, 'do not become more by devices that a trusted one makes known'),
  },
];
