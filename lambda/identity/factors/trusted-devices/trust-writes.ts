/** The parts of a sign-in's commit that store a trusted device, or accept one. */
import { toAttributes } from '../../../shared/table/attributes';
import type { Device } from '../../devices/device';
import type { AcceptedProof } from '../factor-proof';
import type { NewTrust, TrustedDevice } from './trusted-device';
import { TRUSTED_DEVICES } from './trusted-devices';

/**
 * Adds a device to the write that accepts a proof. The write requires that the account has as many trusted devices as
 * were read: so parallel sign-ins never store more of them than an account may have.
 */
export function trustDevice(accepted: AcceptedProof, trust: NewTrust): AcceptedProof {
  const { device, forgotten, count } = trust;
  const { id, ...map } = device;
  const isFirst = count === undefined;
  const removed = forgotten.map((each, place) => [`#forgotten${place}`, each.id] as const);
  const { write } = accepted;
  return {
    ...accepted,
    trust,
    write: {
      ...write,
      condition: `${write.condition} AND ${isFirst ? 'attribute_not_exists(#trusted)' : 'size(#trusted) = :trustedCount'}`,
      set: `${write.set}, ${isFirst ? '#trusted = :trusted' : '#trusted.#trustedId = :trusted'}`,
      remove: [write.remove, ...removed.map(([name]) => `#trusted.${name}`)].join(', '),
      names: {
        ...write.names,
        '#trusted': TRUSTED_DEVICES,
        ...(!isFirst && { '#trustedId': id }),
        ...Object.fromEntries(removed),
      },
      values: {
        ...write.values,
        ...toAttributes({ ':trusted': isFirst ? { [id]: map } : map, ':trustedCount': count }),
      },
    },
  };
}

/**
 * Returns the parts of the write that accepts a trusted device in place of a proof. The sign-in requires that the
 * account has the security version that was read. These parts require that the device is trusted under it, that the
 * switch of the second factor has not moved, and that each factor and each passkey from then is left. They clear no guesses and cancel no reset: no factor was proved.
 * @param at epoch milliseconds
 * @param known the known device that signs in, whose guesses must be as they were read. Default: an unknown device
 */
export function acceptTrust(device: TrustedDevice, at: number, known?: Device): AcceptedProof {
  const { id, digest, since, factors, passkeys = [] } = device;
  const names = factors.map((factor, place) => [`#factor${place}`, factor] as const);
  const passkeyNames = passkeys.map((passkey, place) => [`#passkey${place}`, passkey] as const);
  const hasGuesses = known?.factorFailures !== undefined;
  return {
    proof: { kind: 'trusted_device', id, digest, known },
    at,
    deviceHash: known?.hash,
    write: {
      condition: [
        requireSwitch(since),
        '#trusted.#trustedId.#digest = :trustedDigest',
        '#trusted.#trustedId.#version = :version',
        ...names.map(([name]) => `attribute_exists(#factors.${name})`),
        ...passkeyNames.map(([name]) => `attribute_exists(#passkeys.${name})`),
        ...(known
          ? [
              '#devices.#device.#hashOfDevice = :deviceHash',
              hasGuesses
                ? '#devices.#device.#guesses = :guesses'
                : 'attribute_not_exists(#devices.#device.#guesses)',
            ]
          : []),
      ].join(' AND '),
      set: '',
      remove: '',
      names: {
        '#secondFactorSince': 'secondFactorSince',
        '#trusted': TRUSTED_DEVICES,
        '#trustedId': id,
        '#digest': 'digest',
        ...(names.length > 0 && { '#factors': 'factors' }),
        ...Object.fromEntries(names),
        ...(passkeys.length > 0 && { '#passkeys': 'passkeys' }),
        ...Object.fromEntries(passkeyNames),
        ...(known && { '#hashOfDevice': 'hash', '#guesses': 'factorFailures' }),
      },
      values: toAttributes({
        ':trustedDigest': digest,
        ':secondFactorSince': since || undefined,
        ':deviceHash': known?.hash,
        ':guesses': known?.factorFailures,
      }),
    },
  };
}

/** Returns the condition on the switch of the second factor. @param since see `TrustedDevice` */
function requireSwitch(since: TrustedDevice['since']): string {
  if (since === undefined) return 'attribute_exists(#secondFactorSince)';
  return since === 0 ? 'attribute_not_exists(#secondFactorSince)' : '#secondFactorSince = :secondFactorSince';
}
