/** The store of trusted devices, in memory, and what a commit of a sign-in does to them. */
import type { Account } from '../../../lambda/identity/accounts/account';
import type { AcceptedProof, TrustProof } from '../../../lambda/identity/factors/factor-proof';
import type { TrustedDevice } from '../../../lambda/identity/factors/trusted-devices/trusted-device';
import type { TrustedDevices } from '../../../lambda/identity/factors/trusted-devices/trusted-devices';

/** Creates a store over the accounts, with the contract of the real one. */
export function createMemoryTrustedDevices(
  devices: ReadonlyMap<string, readonly TrustedDevice[]>,
): TrustedDevices {
  return { list: async (sub) => devices.get(sub) };
}

/** Returns the devices after a commit; undefined when it does not apply. */
export function withTrust(
  devices: readonly TrustedDevice[] | undefined,
  trust: AcceptedProof['trust'],
): readonly TrustedDevice[] | undefined {
  if (!trust) return devices ?? [];
  const { device, forgotten, count } = trust;
  if (devices?.length !== count) return undefined;
  return [...(devices ?? []).filter(({ id }) => !forgotten.some((each) => each.id === id)), device];
}

/** Returns the account if it still has the trusted device that a sign-in accepts. */
export function findAccepted(
  account: Account,
  devices: readonly TrustedDevice[] = [],
  proof: TrustProof,
): Account | undefined {
  const found = devices.find(({ id, digest }) => id === proof.id && digest === proof.digest);
  const { id: of, factorFailures } = proof.known ?? {};
  const isLeft =
    (proof.known === undefined ||
      account.devices.find((each) => each.id === of)?.factorFailures === factorFailures) &&
    (found?.since === undefined
      ? account.secondFactorSince !== undefined
      : found.since === (account.secondFactorSince ?? 0)) &&
    found?.securityVersion === account.securityVersion &&
    found.factors.every((id) => id in (account.factors ?? {})) &&
    (found.passkeys ?? []).every((id) => id in (account.passkeys ?? {}));
  return isLeft ? account : undefined;
}
