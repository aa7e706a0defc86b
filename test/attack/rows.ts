/** All rows of the suite, by subject. */
import { hasPages } from '../support/visit-pages';
import type { Attack } from './attack';
import { accountThrottleAttacks } from './rows/account-throttles';
import { appCodeAttacks } from './rows/app-codes';
import { challengeAttacks } from './rows/challenges';
import { emailAddressAttacks } from './rows/email-addresses';
import { emailCodeAttacks } from './rows/email-codes';
import { enumerationAttacks } from './rows/enumeration';
import { factorGuessAttacks } from './rows/factor-guesses';
import { foreignPageAttacks } from './rows/foreign-pages';
import { headerFormAttacks } from './rows/header-forms';
import { injectionAttacks } from './rows/injection';
import { leakAttacks } from './rows/leaks';
import { logContentAttacks } from './rows/log-contents';
import { mailLinkAttacks } from './rows/mail-links';
import { massAssignmentAttacks } from './rows/mass-assignment';
import { misdirectedHostAttacks } from './rows/misdirected-hosts';
import { noticeAttacks } from './rows/notices';
import { objectAttacks } from './rows/objects';
import { pageContentAttacks } from './rows/page-contents';
import { pageCookieAttacks } from './rows/page-cookies';
import { pageFormAttacks } from './rows/page-forms';
import { passkeyAccountAttacks } from './rows/passkey-accounts';
import { passkeyCeremonyAttacks } from './rows/passkey-ceremonies';
import { passkeyRegistrationAttacks } from './rows/passkey-registrations';
import { passkeySignInAttacks } from './rows/passkey-sign-ins';
import { passwordResetAttacks } from './rows/password-resets';
import { passwordAttacks } from './rows/passwords';
import { pathAttacks } from './rows/paths';
import { raceAttacks } from './rows/races';
import { secondFactorAttacks } from './rows/second-factors';
import { selfCheckAttacks } from './rows/self-checks';
import { sessionAttacks } from './rows/sessions';
import { sourceThrottleAttacks } from './rows/source-throttles';
import { tokenAlgorithmAttacks } from './rows/token-algorithms';
import { tokenContentAttacks } from './rows/token-contents';
import { tokenFormAttacks } from './rows/token-forms';
import { tokenKeyAttacks } from './rows/token-keys';
import { trustedDeviceAttacks } from './rows/trusted-devices';
import { trustedProxyAttacks } from './rows/trusted-proxy';
import { usernameChangeAttacks } from './rows/username-changes';
import { usernameAttacks } from './rows/usernames';
import { firstOfEach } from './variants';

/** Attacks on the run with unreachable limits. */
export const attacks: Readonly<Record<string, readonly Attack[]>> = {
  'a token that chooses its algorithm': tokenAlgorithmAttacks,
  'a token that chooses its key': tokenKeyAttacks,
  'a token with other contents': tokenContentAttacks,
  'a token in another form': tokenFormAttacks,
  'a token in another place': headerFormAttacks,
  'a way around the authorizer': pathAttacks,
  'a request for another host': misdirectedHostAttacks,
  'a page of another origin': foreignPageAttacks,
  'the link of a mail': firstOfEach(mailLinkAttacks),
  ...(hasPages && {
    'a form of another page': firstOfEach(pageFormAttacks),
    'the cookie of a page': firstOfEach(pageCookieAttacks),
    'a text on a page': firstOfEach(pageContentAttacks),
    'the code of an app': firstOfEach(appCodeAttacks),
  }),
  'another account’s objects': objectAttacks,
  'an unexpected member': massAssignmentAttacks,
  'an ended session, or another user’s': sessionAttacks,
  'concurrent requests': raceAttacks,
  'a change that its owner should not hear of': noticeAttacks,
  'a common password': passwordAttacks,
  'a name that looks like another': usernameAttacks,
  'a change of username': firstOfEach(usernameChangeAttacks),
  'an address that looks like another': firstOfEach(emailAddressAttacks),
  'a code of a mail': firstOfEach(emailCodeAttacks),
  'a reset of a password': firstOfEach(passwordResetAttacks),
  'the challenge of a sign-in': firstOfEach(challengeAttacks),
  'a second factor': firstOfEach(secondFactorAttacks),
  'the token of a trusted device': trustedDeviceAttacks,
  'a sign-in by a passkey': firstOfEach(passkeySignInAttacks),
  'a passkey that is added': passkeyRegistrationAttacks,
  'the ceremony of a passkey': firstOfEach(passkeyCeremonyAttacks),
  'an account with passkeys': firstOfEach(passkeyAccountAttacks),
  'a text that is code elsewhere': injectionAttacks,
  'a leak of internal details': leakAttacks,
  'a check that only a deployment may request': selfCheckAttacks,
  'the contents of the log': logContentAttacks,
};

/** Attacks on the run with the default limits. */
export const throttledAttacks: Readonly<Record<string, readonly Attack[]>> = {
  'guessing for an account': firstOfEach(accountThrottleAttacks),
  'guessing from a source': firstOfEach(sourceThrottleAttacks),
  'another source in a header': trustedProxyAttacks,
  'finding usernames': firstOfEach(enumerationAttacks),
  'guessing at a second factor': firstOfEach(factorGuessAttacks),
  'the contents of the log after throttling': logContentAttacks,
};
