/** The files on demand of `auth`, for code that few requests need. */
import { join } from 'node:path';
import type * as DeleteAccount from '../identity/accounts/delete-account';
import type * as ExportAccount from '../identity/accounts/export-account';
import type * as EmailAddress from '../identity/accounts/identifiers/email-address';
import type * as ChangeUsername from '../identity/accounts/usernames/change-username';
import type * as ChangePassword from '../identity/authentication/change-password';
import type { StartFirst } from '../identity/authentication/open-account';
import type { EnrolmentRequired } from '../identity/factors/enrolment/start-enrolment';
import type { PasskeyProofs } from '../identity/factors/proofs/passkey-proofs';
import type { RequireSecondFactor } from '../identity/factors/proofs/require-second-factor';
import type * as PasskeyVerification from '../identity/passkeys/verification/verify-assertion';
import type * as BreachedPasswords from '../identity/passwords/breached-passwords';
import type * as CheckNewPassword from '../identity/passwords/check-new-password';
import type * as CognitoVerifier from '../identity/passwords/cognito-verifier';
import type * as ImportedHashes from '../identity/passwords/imported-hashes/verify-imported-hash';
import type * as ClientAddress from '../shared/http/client-address';
import type * as EmailRoutes from './email/email-address';
import type * as Notices from './email/notices';
import type * as SecondFactor from './factors/second-factor';
import type * as Passkeys from './passkeys/passkeys';
import type * as PasskeySignUp from './passkeys/sign-up';
import type * as LimitTokens from './tokens/limit-tokens';

/** Loads a file next to the bundle. */
const load = (name: string) => require(join(__dirname, `${name}.js`));

/** Loads the files next to the bundle: see `onDemand` of the function's construct. */
export const onDemand = {
  breachedPasswords: (): typeof BreachedPasswords => load('breached-passwords'),
  changePassword: (): typeof ChangePassword => load('change-password'),
  changeUsername: (): typeof ChangeUsername => load('change-username'),
  checkNewPassword: (): typeof CheckNewPassword => load('check-new-password'),
  clientAddress: (): typeof ClientAddress => load('client-address'),
  cognitoVerifier: (): typeof CognitoVerifier => load('cognito-verifier'),
  deleteAccount: (): typeof DeleteAccount => load('delete-account'),
  emailAddress: (): typeof EmailRoutes => load('email-address'),
  exportAccount: (): typeof ExportAccount => load('export-account'),
  importedHashes: (): typeof ImportedHashes => load('imported-hashes'),
  limitTokens: (): typeof LimitTokens => load('limit-tokens'),
  notices: (): typeof Notices => load('notices'),
  passkeySignUp: (): typeof PasskeySignUp => load('passkey-sign-up'),
  parseEmailAddress: (): typeof EmailAddress => load('parse-email-address'),
  passkeys: (): typeof Passkeys => load('passkeys'),
  /** What loads the files of passkeys when a request has one. */
  passkeyParts: (hasPasskeys: boolean, context: () => Passkeys.PasskeyContext) => ({
    verifyAssertion: ((input) =>
      onDemand
        .passkeyVerification()
        .verifyAssertion(input)) satisfies typeof PasskeyVerification.verifyAssertion,
    loadPasskeys: hasPasskeys
      ? (): PasskeyProofs => onDemand.passkeys().createPasskeyProofs(context())
      : undefined,
  }),
  passkeyVerification: (): typeof PasskeyVerification => load('passkey-verification'),
  secondFactor: (): typeof SecondFactor => load('second-factor'),
  /** The parts of sign-ins and sign-ups that load the file when a second factor is missing. */
  secondFactors: (secondFactor: string, context: () => SecondFactor.FactorContext) => ({
    requireSecondFactor: ((...input) =>
      onDemand.secondFactor().createSecondFactorRequirement(context())(...input)) as RequireSecondFactor,
    startFirst: secondFactor === 'required' ? startFirst(context) : undefined,
  }),
};

const startFirst =
  (context: () => SecondFactor.FactorContext): StartFirst<EnrolmentRequired> =>
  (...input) =>
    onDemand.secondFactor().createEnrolmentStart(context())(...input);
