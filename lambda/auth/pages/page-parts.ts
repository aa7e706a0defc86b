/** What the pages of `auth` are made of. */
import type { Environment } from '../../environment';
import { createDynamoPageSessions, type PageSessions } from '../../identity/sessions/pages/page-sessions';
import { withPageSessions } from '../../identity/sessions/pages/start-page-session';
import type { PasswordHint } from '../../pages/page-model';
import type { PageKit } from '../../pages/serve/page-kit';
import type { Table } from '../../shared/table/table';
import type { AuthCode } from '../wiring/create-auth-code';
import type { AuthStores } from '../wiring/create-auth-stores';

/** What the pages take over from the bundle. */
export interface PageContext {
  readonly environment: Environment<'auth'>;
  readonly stores: AuthStores;
  readonly table: Table;
  readonly createCode: (stores: AuthStores) => AuthCode;
}

/** The parts. */
export interface PageParts extends PageContext {
  readonly kit: PageKit;
  readonly pageSessions: PageSessions;
  /** The operations of the API, which here start sessions of the pages. */
  readonly code: AuthCode;
}

/** Creates the parts. */
export function createPageParts(context: PageContext, kit: PageKit): PageParts {
  return {
    ...{ ...context, kit },
    pageSessions: createDynamoPageSessions(context.table),
    code: context.createCode(withPageSessions(context.stores)),
  };
}

/** Returns the lengths of passwords, which the forms show. */
export function passwordHintOf({
  passwordMinLength: minLength,
  passwordMaxLength: maxLength,
}: PageContext['environment']): PasswordHint {
  return { minLength, maxLength };
}
