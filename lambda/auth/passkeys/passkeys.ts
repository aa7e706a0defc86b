/** The sign-in by passkeys, and what challenges and step-ups need of them. A file on demand, next to the bundle. */
import { factorEvents } from '../../event-lists/factor-events';
import { passkeyProofEvents } from '../../event-lists/passkey-events';
import { authEvents } from '../../events';
import type { PasskeyProofs } from '../../identity/factors/proofs/passkey-proofs';
import { createDynamoCeremonies } from '../../identity/passkeys/ceremonies';
import { createDynamoPasskeys } from '../../identity/passkeys/passkeys';
import {
  type BeginPasskeySignInDependencies,
  beginPasskeySignIn,
} from '../../identity/passkeys/sign-in/begin-passkey-sign-in';
import { type BeginStepUpDependencies, beginStepUp } from '../../identity/passkeys/sign-in/begin-step-up';
import { createPasskeyProofs as createProofs } from '../../identity/passkeys/sign-in/create-passkey-proofs';
import {
  createOptionsLimits,
  type OptionsLimitDependencies,
} from '../../identity/passkeys/sign-in/limit-options';
import {
  type PasskeySignInDependencies,
  signInWithPasskey,
} from '../../identity/passkeys/sign-in/sign-in-with-passkey';
import { created, ok } from '../../shared/http/answer';
import type { ClientInfo, ClientRequest } from '../../shared/http/client-info';
import { createLog } from '../../shared/log';
import type { LoadedRoutes } from '../../shared/route-code';
import type { Table } from '../../shared/table/table';
import type { SchemaKit } from '../factor-bodies';
import { createPasskeyBodies, type PasskeyBodies } from './passkey-bodies';

/** What is made here and not by the bundle. */
type OwnParts = 'ceremonies' | 'log' | 'optionsLimits' | 'passkeys' | 'relyingParty';

/** What the routes take over from the bundle: its settings, clients and stores. */
export interface PasskeyContext
  extends Omit<
    BeginPasskeySignInDependencies &
      BeginStepUpDependencies &
      OptionsLimitDependencies &
      PasskeySignInDependencies,
    OwnParts
  > {
  readonly table: Table;
  readonly passkeyRpId: string;
  readonly passkeyRpName: string;
  readonly passkeyOrigins: readonly string[];
  readonly readClientInfo: (request: ClientRequest) => ClientInfo;
}

function createDependencies(context: PasskeyContext) {
  const { table, passkeyRpId: id, passkeyRpName: name, passkeyOrigins: origins } = context;
  const { attempt_not_refunded, attempt_throttled, password_changed, signed_in } = authEvents;
  const { factors_reset_cancelled } = factorEvents;
  const log = createLog({
    ...passkeyProofEvents,
    ...{ attempt_not_refunded, attempt_throttled, factors_reset_cancelled, password_changed, signed_in },
  });
  return {
    ...context,
    log,
    ceremonies: createDynamoCeremonies(table),
    optionsLimits: createOptionsLimits({ ...context, log }),
    passkeys: createDynamoPasskeys(table),
    relyingParty: { id, name, origins },
  };
}

/** Creates what challenges and step-ups need. */
export function createPasskeyProofs(context: PasskeyContext): PasskeyProofs {
  return createProofs(createDependencies(context));
}

/** The body of a sign-in. */
interface SignInBody {
  readonly ceremony_id: string;
  readonly credential: object;
  readonly device_token?: string | undefined;
}

/** Creates the code of the routes. @param kit the bundle's functions of zod */
export function createPasskeyRoutes(
  context: PasskeyContext,
  kit: SchemaKit,
): LoadedRoutes<'auth', 'passkeys', PasskeyBodies> {
  const { readClientInfo } = context;
  const deps = createDependencies(context);
  return {
    bodies: createPasskeyBodies(kit),
    operations: {
      'POST /sessions/passkey/options': async (request) =>
        ok(await beginPasskeySignIn(deps)({ source: readClientInfo(request) })),
      'POST /sessions/passkey': async ({ body, ...request }) => {
        const { ceremony_id: ceremonyId, credential, device_token: deviceToken }: SignInBody = body;
        const source = readClientInfo(request);
        return created(await signInWithPasskey(deps)({ ceremonyId, credential, deviceToken, source }));
      },
      'POST /sessions/current/step-up/options': async ({ caller, ...request }) =>
        ok(await beginStepUp(deps)({ caller, source: readClientInfo(request) })),
    },
  };
}
