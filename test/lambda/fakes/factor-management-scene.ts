/** Ada, who manages the second factors of her account, with the dependencies in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import type { Factor } from '../../../lambda/identity/factors/account-factor';
import { ENROLMENT_MS } from '../../../lambda/identity/factors/factor-secrets';
import { createRecoveryCodes, digestRecoveryCode } from '../../../lambda/identity/factors/recovery-code';
import { createFakeDependencies, type FakeDependencies } from './auth-dependencies';
import { storedAccount } from './email-scene';
import {
  createFakeFactorCipher,
  createMemoryAccountFactors,
  createMemoryFactorSecrets,
} from './memory-factors';
import { type SignedIn, signUp } from './signed-in';

/** The dependencies of the operations. */
export type FactorDependencies = FakeDependencies & {
  readonly accountFactors: ReturnType<typeof createMemoryAccountFactors>;
  readonly factorSecrets: ReturnType<typeof createMemoryFactorSecrets>;
  readonly cipher: ReturnType<typeof createFakeFactorCipher>;
  readonly serviceName: string;
  readonly secondFactor: 'optional' | 'required';
};

/** The scene. */
export interface FactorScene {
  readonly deps: FactorDependencies;
  /** Ada. She has used a second factor if her account has one. */
  readonly ada: SignedIn;
  /** The ids of her factors, in the order in which they were added. */
  readonly ids: readonly string[];
  /** Her recovery codes, if the account has a factor. */
  readonly codes: readonly string[];
}

/** Creates the scene. @param count how many confirmed factors the account has */
export async function createFactorScene(count = 0): Promise<FactorScene> {
  const fakes = createFakeDependencies();
  const deps: FactorDependencies = {
    ...fakes,
    accountFactors: createMemoryAccountFactors(fakes.accounts),
    factorSecrets: createMemoryFactorSecrets(),
    cipher: createFakeFactorCipher(),
    serviceName: 'Latchkey',
    secondFactor: 'optional',
  };
  const user = await signUp(deps);
  const { sub } = user.caller;
  const ids = Array.from({ length: count }, deps.newId);
  const codes = count === 0 ? [] : createRecoveryCodes();
  for (const id of ids) await deps.factorSecrets.put(storedSecret(deps, user, id));
  if (count > 0) {
    deps.accounts.set({
      ...storedAccount(deps, user),
      factors: Object.fromEntries(ids.map((id, place) => [id, confirmedFactor(deps, place)])),
      secondFactorSince: deps.clock.millis,
      recoveryCodes: codes.map((code) => digestRecoveryCode(sub, code)),
    });
  }
  if (count > 0) {
    const session = await deps.sessions.find(user.caller);
    if (session) await deps.sessions.put({ ...session, amr: ['pwd', 'otp', 'mfa'] });
  }
  deps.logged.length = 0;
  const ada = { ...user, caller: { ...user.caller, amr: count === 0 ? ['pwd'] : ['pwd', 'otp', 'mfa'] } };
  return { deps, ada, ids, codes };
}

function confirmedFactor({ clock }: FakeDependencies, place: number): Factor {
  return { kind: 'totp', name: `Phone ${place + 1}`, addedAt: clock.millis + place, lastStep: 1 };
}

function storedSecret({ clock }: FakeDependencies, { caller: { sub, sid } }: SignedIn, id: string) {
  const createdAt = clock.millis;
  return { sub, id, ciphertext: 'opaque', name: 'Phone', createdAt, securityVersion: 1, sid };
}

/** Stores an enrolment, or what is left of one. @param isKept whether its confirmation has begun */
export async function plantSecret({ deps, ada }: FactorScene, isKept = false): Promise<string> {
  const id = deps.newId();
  const validUntil = deps.clock.millis + ENROLMENT_MS;
  await deps.factorSecrets.put({ ...storedSecret(deps, ada, id), ...(!isKept && { validUntil }) });
  return id;
}

/** Returns the ids of the secrets of the account. */
export async function secretIds({ deps, ada }: FactorScene): Promise<readonly string[]> {
  return (await deps.factorSecrets.list(ada.caller.sub)).map(({ id }) => id);
}

/** Returns the account as it is stored. */
export function accountOf({ deps, ada }: FactorScene): Account {
  return storedAccount(deps, ada);
}
