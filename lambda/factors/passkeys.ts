/** The passkeys of accounts, and the switch of their second factor. A file on demand, next to the bundle. */
import { passkeyEvents } from '../event-lists/passkey-events';
import type { UpdateAccount } from '../identity/accounts/update-account';
import { createDynamoAccountPasskeys } from '../identity/passkeys/account-passkeys';
import {
  type BeginRegistrationDependencies,
  beginRegistration,
} from '../identity/passkeys/management/begin-registration';
import { type ListPasskeysDependencies, listPasskeys } from '../identity/passkeys/management/list-passkeys';
import {
  type RegisterPasskeyDependencies,
  registerPasskey,
} from '../identity/passkeys/management/register-passkey';
import {
  type RemovePasskeyDependencies,
  removePasskey,
} from '../identity/passkeys/management/remove-passkey';
import {
  type RenamePasskeyDependencies,
  renamePasskey,
} from '../identity/passkeys/management/rename-passkey';
import {
  type TurnOffDependencies,
  type TurnOnDependencies,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '../identity/passkeys/management/second-factor-switch';
import { createDynamoPasskeys } from '../identity/passkeys/passkeys';
import { createDynamoRegistrationCeremonies } from '../identity/passkeys/registration-ceremonies';
import {
  type ReserveCredentialDependencies,
  reserveCredential,
} from '../identity/passkeys/reserve-credential';
import { verifyRegistration } from '../identity/passkeys/verification/verify-registration';
import { created, noContent, ok } from '../shared/http/answer';
import type { ClientInfo, ClientRequest } from '../shared/http/client-info';
import { createLog } from '../shared/log';
import type { LoadedRoutes } from '../shared/route-code';
import type { Table } from '../shared/table/table';
import { createPasskeyBodies, type PasskeyBodies, type PasskeyKit } from './passkey-bodies';

/** What is made here and not by the bundle. */
type OwnDependencies =
  | 'accountPasskeys'
  | 'log'
  | 'passkeys'
  | 'registrationCeremonies'
  | 'relyingParty'
  | 'reserveCredential'
  | 'verifyRegistration';

/** What the routes take over from the bundle: its settings, clients and stores. */
export interface PasskeyContext
  extends Omit<
    BeginRegistrationDependencies &
      ListPasskeysDependencies &
      RegisterPasskeyDependencies &
      RemovePasskeyDependencies &
      RenamePasskeyDependencies &
      TurnOffDependencies &
      TurnOnDependencies,
    OwnDependencies
  > {
  readonly credentials: RegisterPasskeyDependencies['credentials'] &
    ListPasskeysDependencies['credentials'] &
    ReserveCredentialDependencies['credentials'];
  readonly table: Table;
  readonly updateAccount: UpdateAccount;
  readonly passkeyRpId: string;
  readonly passkeyRpName: string;
  readonly passkeyOrigins: readonly string[];
  readonly readClientInfo: (request: ClientRequest) => ClientInfo;
}

function createDependencies(context: PasskeyContext) {
  const { accounts, table, updateAccount } = context;
  return {
    ...context,
    accountPasskeys: createDynamoAccountPasskeys(updateAccount, accounts),
    passkeys: createDynamoPasskeys(table),
    registrationCeremonies: createDynamoRegistrationCeremonies(table),
    relyingParty: {
      id: context.passkeyRpId,
      name: context.passkeyRpName,
      origins: context.passkeyOrigins,
    },
    // the role may not delete an account: one that has expired keeps its credentials until a sign-up takes its name
    reserveCredential: reserveCredential({
      ...context,
      accounts: { find: accounts.find, discard: async () => false },
    }),
    verifyRegistration,
    log: createLog(passkeyEvents),
  };
}

/** Creates the code of the routes. @param kit the bundle's functions of zod */
export function createPasskeyRoutes(
  context: PasskeyContext,
  kit: PasskeyKit,
): LoadedRoutes<'factors', 'passkeys', PasskeyBodies> {
  const { readClientInfo } = context;
  const deps = createDependencies(context);
  return {
    bodies: createPasskeyBodies(kit),
    operations: {
      'POST /users/me/passkeys/options': async ({ caller }) => ok(await beginRegistration(deps)({ caller })),
      'POST /users/me/passkeys': async ({ body, caller, ...request }) => {
        const { ceremony_id: ceremonyId, ...sent } = body;
        const source = readClientInfo(request);
        return created(await registerPasskey(deps)({ ...sent, ceremonyId, caller, source }));
      },
      'GET /users/me/passkeys': async ({ caller }) => ok(await listPasskeys(deps)(caller)),
      'PATCH /users/me/passkeys/{id}': async ({ body: { name }, caller, pathParameter }) =>
        ok(await renamePasskey(deps)({ caller, id: pathParameter('id'), name })),
      'DELETE /users/me/passkeys/{id}': async ({ caller, pathParameter, ...request }) => {
        await removePasskey(deps)({ caller, id: pathParameter('id'), source: readClientInfo(request) });
        return noContent;
      },
      'PUT /users/me/second-factor': async ({ caller, ...request }) =>
        ok(await turnOnSecondFactor(deps)({ caller, source: readClientInfo(request) })),
      'DELETE /users/me/second-factor': async ({ caller, ...request }) => {
        await turnOffSecondFactor(deps)({ caller, source: readClientInfo(request) });
        return noContent;
      },
    },
  };
}
