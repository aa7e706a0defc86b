/** The files on demand of `auth`, for code that few requests need. */
import { join } from 'node:path';
import type * as DeleteAccount from '../identity/accounts/delete-account';
import type * as ExportAccount from '../identity/accounts/export-account';
import type * as EmailAddress from '../identity/accounts/identifiers/email-address';
import type * as ChangeUsername from '../identity/accounts/usernames/change-username';
import type * as ChangePassword from '../identity/authentication/change-password';
import type * as TokenLimits from '../identity/email/policy/token-limits';
import type * as BreachedPasswords from '../identity/passwords/breached-passwords';
import type * as CheckNewPassword from '../identity/passwords/check-new-password';
import type * as CognitoVerifier from '../identity/passwords/cognito-verifier';
import type * as ImportedHashes from '../identity/passwords/imported-hashes/verify-imported-hash';
import type * as ClientAddress from '../shared/http/client-address';
import type * as EmailRoutes from './email/email-address';
import type * as Notices from './email/notices';

/** Loads the files next to the bundle: see `onDemand` of the function's construct. */
export const onDemand = {
  breachedPasswords: (): typeof BreachedPasswords => require(join(__dirname, 'breached-passwords.js')),
  changePassword: (): typeof ChangePassword => require(join(__dirname, 'change-password.js')),
  changeUsername: (): typeof ChangeUsername => require(join(__dirname, 'change-username.js')),
  checkNewPassword: (): typeof CheckNewPassword => require(join(__dirname, 'check-new-password.js')),
  clientAddress: (): typeof ClientAddress => require(join(__dirname, 'client-address.js')),
  cognitoVerifier: (): typeof CognitoVerifier => require(join(__dirname, 'cognito-verifier.js')),
  deleteAccount: (): typeof DeleteAccount => require(join(__dirname, 'delete-account.js')),
  emailAddress: (): typeof EmailRoutes => require(join(__dirname, 'email-address.js')),
  exportAccount: (): typeof ExportAccount => require(join(__dirname, 'export-account.js')),
  importedHashes: (): typeof ImportedHashes => require(join(__dirname, 'imported-hashes.js')),
  notices: (): typeof Notices => require(join(__dirname, 'notices.js')),
  parseEmailAddress: (): typeof EmailAddress => require(join(__dirname, 'parse-email-address.js')),
  tokenLimits: (): typeof TokenLimits => require(join(__dirname, 'token-limits.js')),
};
