/** Creates what challenges and step-ups need of passkeys. */
import type { PasskeyProofs } from '../../factors/proofs/passkey-proofs';
import type { Ceremonies } from '../ceremonies';
import { digestCeremonyId } from '../ceremony';
import type { Passkeys } from '../passkeys';
import { createRequestOptions } from '../verification/request-options';
import { listKnownPasskeys } from './list-known-passkeys';
import { type ProvePasskeyDependencies, provePasskey } from './prove-passkey';

/** The dependencies. */
export interface PasskeyProofsDependencies extends ProvePasskeyDependencies {
  readonly ceremonies: Pick<Ceremonies, 'use'>;
  readonly passkeys: ProvePasskeyDependencies['passkeys'] & Pick<Passkeys, 'list'>;
}

/** Creates the operations. After the password, a passkey need not verify its user. */
export function createPasskeyProofs(deps: PasskeyProofsDependencies): PasskeyProofs {
  const { ceremonies, relyingParty, now } = deps;
  return {
    async toOptions(account, challenge) {
      const allowCredentials = await listKnownPasskeys(deps.passkeys, account);
      // options without credentials would ask for those of any account
      if (allowCredentials.length === 0) return undefined;
      return createRequestOptions({
        ...{ challenge, relyingParty, allowCredentials },
        userVerification: 'preferred',
      });
    },

    async useStepUp({ sub, securityVersion }, { sid }, ceremonyId) {
      const ceremony = await ceremonies.use(digestCeremonyId(ceremonyId), 'passkey-step-up', now());
      return ceremony?.sub === sub && ceremony.sid === sid && ceremony.securityVersion === securityVersion;
    },

    prove: provePasskey(deps),
  };
}
