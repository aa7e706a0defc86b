/** Sign-ups by passkeys. A file on demand, next to the bundle. */
import { passkeyProofEvents } from '../../event-lists/passkey-events';
import { authEvents } from '../../events';
import type { Registration, SignUpEmail } from '../../identity/authentication/open-account';
import { createDynamoCeremonies } from '../../identity/passkeys/ceremonies';
import { createDynamoPasskeys } from '../../identity/passkeys/passkeys';
import { type BeginSignUpDependencies, beginSignUp } from '../../identity/passkeys/sign-up/begin-sign-up';
import {
  type SignUpWithPasskeyDependencies,
  signUpWithPasskey,
} from '../../identity/passkeys/sign-up/sign-up-with-passkey';
import { verifyRegistration } from '../../identity/passkeys/verification/verify-registration';
import { ValidationError } from '../../shared/errors';
import { ok } from '../../shared/http/answer';
import type { ClientInfo, ClientRequest } from '../../shared/http/client-info';
import { createLog } from '../../shared/log';
import type { LoadedRoutes } from '../../shared/route-code';
import type { Table } from '../../shared/table/table';
import type { coreBodies } from '../core-bodies';
import type { SignUpCredentials } from '../stage-bodies';

/** What is made here and not by the bundle. */
type OwnDependencies = 'ceremonies' | 'log' | 'passkeys' | 'relyingParty' | 'verifyRegistration';

/** What the sign-up takes over from the bundle: its settings and stores. */
export interface PasskeySignUpContext
  extends Omit<BeginSignUpDependencies & SignUpWithPasskeyDependencies, OwnDependencies> {
  readonly table: Table;
  readonly passkeyRpId: string;
  readonly passkeyRpName: string;
  readonly passkeyOrigins: readonly string[];
  readonly readClientInfo: (request: ClientRequest) => ClientInfo;
}

type PasskeySignUpBodies = Pick<typeof coreBodies, 'POST /users/passkey/options'>;

function createDependencies(context: PasskeySignUpContext) {
  const { table, passkeyRpId: id, passkeyRpName: name, passkeyOrigins: origins } = context;
  const { account_registered } = authEvents;
  return {
    ...context,
    ceremonies: createDynamoCeremonies(table),
    passkeys: createDynamoPasskeys(table),
    relyingParty: { id, name, origins },
    verifyRegistration,
    log: createLog({ ...passkeyProofEvents, account_registered }),
  };
}

/** A sign-up that has not exactly a password. */
export interface SentSignUp extends SignUpCredentials {
  readonly email: SignUpEmail | undefined;
  readonly source: ClientInfo;
}

/**
 * Creates the code of sign-ups without a password. The schema of the body leaves it open which members are sent.
 * @throws ValidationError unless the body holds a ceremony and a credential, and no password
 */
export function createPasskeySignUp(
  context: PasskeySignUpContext,
): (sent: SentSignUp) => Promise<Registration> {
  const signUp = signUpWithPasskey(createDependencies(context));
  return async ({ password, ceremony_id: ceremonyId, credential, ...sent }) => {
    if (password !== undefined || ceremonyId === undefined || credential === undefined) {
      const detail = 'must have either password, or ceremony_id and credential';
      throw new ValidationError([{ pointer: '#', detail }]);
    }
    return signUp({ ...sent, ceremonyId, credential });
  };
}

/** Creates the code of the route. @param bodies the bundle's, which has zod */
export function createPasskeySignUpRoutes(
  context: PasskeySignUpContext,
  bodies: PasskeySignUpBodies,
): LoadedRoutes<'auth', 'passkey-sign-up', PasskeySignUpBodies> {
  const begin = beginSignUp(createDependencies(context));
  return {
    bodies,
    operations: {
      'POST /users/passkey/options': async ({ body: { username }, ...request }) =>
        ok(await begin({ username, source: context.readClientInfo(request) })),
    },
  };
}
