/** All mutations, by subject, in the order of docs/mutations.md. */
import { accountsMutations } from './defences/accounts';
import { appsMutations } from './defences/apps';
import { attemptsMutations } from './defences/attempts';
import { authorizerMutations } from './defences/authorizer';
import { factorKeyMutations } from './defences/factor-key';
import { factorManagementMutations } from './defences/factor-management';
import { factorResetMutations } from './defences/factor-resets';
import { foosMutations } from './defences/foos';
import { infrastructureMutations } from './defences/infrastructure';
import { linksMutations } from './defences/links';
import { localRunMutations } from './defences/local-run';
import { logsMutations } from './defences/logs';
import { mailDesignMutations } from './defences/mail-design';
import { mailFeedbackMutations } from './defences/mail-feedback';
import { mailsMutations } from './defences/mails';
import { migratedAddressesMutations } from './defences/migrated-addresses';
import { noticesMutations } from './defences/notices';
import { pagesMutations } from './defences/pages';
import { passkeyCeremoniesMutations } from './defences/passkey-ceremonies';
import { passkeyManagementMutations } from './defences/passkey-management';
import { passkeySignInMutations } from './defences/passkey-sign-in';
import { passkeyStagesMutations } from './defences/passkey-stages';
import { passkeyVerificationMutations } from './defences/passkey-verification';
import { passwordResetsMutations } from './defences/password-resets';
import { passwordlessMutations } from './defences/passwordless';
import { passwordsMutations } from './defences/passwords';
import { requestsMutations } from './defences/requests';
import { requiredFactorsMutations } from './defences/required-factors';
import { secondFactorSwitchMutations } from './defences/second-factor-switch';
import { secondFactorsMutations } from './defences/second-factors';
import { sessionsMutations } from './defences/sessions';
import { sourcesMutations } from './defences/sources';
import { stepUpMutations } from './defences/step-up';
import { tokensMutations } from './defences/tokens';
import { trustedDevicesMutations } from './defences/trusted-devices';
import { verifiedAddressesMutations } from './defences/verified-addresses';
import type { Mutation } from './mutation';

export const subjects: Readonly<Record<string, readonly Mutation[]>> = {
  'Access tokens': tokensMutations,
  'The authorizer': authorizerMutations,
  'Sessions and refresh tokens': sessionsMutations,
  'Accounts and names': accountsMutations,
  Passwords: passwordsMutations,
  'Second factors': secondFactorsMutations,
  'Trusted devices': trustedDevicesMutations,
  'Required second factors': requiredFactorsMutations,
  'Verification of passkeys': passkeyVerificationMutations,
  'Ceremonies of passkeys': passkeyCeremoniesMutations,
  'Sign-ins and step-ups by passkeys': passkeySignInMutations,
  'Changes of passkeys': passkeyManagementMutations,
  'The switch of the second factor': secondFactorSwitchMutations,
  'Accounts without a password': passwordlessMutations,
  'Stages with passkeys': passkeyStagesMutations,
  'Hosted pages': pagesMutations,
  'Codes of apps': appsMutations,
  'Attempts on an account': attemptsMutations,
  'Sources, devices and unknown names': sourcesMutations,
  'Changes of second factors': factorManagementMutations,
  'Resets and imports of second factors': factorResetMutations,
  Mails: mailsMutations,
  'Templates and look of mails': mailDesignMutations,
  'Addresses of operators, imports and Cognito': migratedAddressesMutations,
  'Mails that come back': mailFeedbackMutations,
  Notices: noticesMutations,
  'Password resets': passwordResetsMutations,
  'Verified addresses': verifiedAddressesMutations,
  'Step-ups': stepUpMutations,
  'Links of mails': linksMutations,
  'The key of second factors': factorKeyMutations,
  'Requests and answers': requestsMutations,
  Logs: logsMutations,
  'Things of an account (`/foo`)': foosMutations,
  Infrastructure: infrastructureMutations,
  'The local run': localRunMutations,
};
