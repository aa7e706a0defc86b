/** What the routes of apps are made of. */
import { pageEvents } from '../../../event-lists/page-events';
import { authEvents } from '../../../events';
import {
  type AuthorizationCodes,
  createDynamoAuthorizationCodes,
} from '../../../identity/authorization-codes/authorization-codes';
import { type PageClient, parsePageClients } from '../../../identity/authorization-codes/page-clients';
import { createLog, type Log } from '../../../shared/log';
import type { AuthStores } from '../../wiring/create-auth-stores';
import type { PageContext } from '../page-parts';

/** The parts. Their sessions are those of the API: an app gets tokens, and no cookie. */
export interface CodeParts extends Omit<AuthStores, 'log'> {
  readonly log: Log<'authorization_code_reused' | 'signed_in'>;
  readonly codes: AuthorizationCodes;
  readonly clients: readonly PageClient[];
  readonly issuer: string;
}

/** Creates the parts. @throws InternalError when the list of apps is malformed */
export function createCodeParts({ stores, environment, table }: PageContext): CodeParts {
  const { signed_in } = authEvents;
  return {
    ...stores,
    log: createLog({ ...pageEvents, signed_in }),
    codes: createDynamoAuthorizationCodes(table),
    clients: parsePageClients(environment.pageClients),
  };
}
