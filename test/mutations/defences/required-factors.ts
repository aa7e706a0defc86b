/** Mutations of what keeps a pending sign-in from adding a factor that is not its owner's. */
import { type Mutation, testOf } from '../mutation';

const folder = 'lambda/identity/factors/enrolment';
const answers = `${folder}/answer-enrolment.test.ts`;
const commits = `${folder}/accept-enrolment.test.ts`;

export const requiredFactorsMutations: readonly Mutation[] = [
  {
    defence: 'Where a stage requires a second factor, a password starts no session',
    change: 'an account without a factor signs in',
    file: 'lambda/identity/authentication/sign-in.ts',
    find: "|| deps.secondFactor === 'required'",
    replace: "|| deps.secondFactor === 'never'",
    caughtBy: testOf(answers, 'its password starts no session, and its challenge can only enrol'),
  },
  {
    defence: 'Where a stage requires a second factor, a reset of the factors starts no session',
    change: 'the password is enough',
    file: 'lambda/auth/factors/second-factor.ts',
    find: "return context.secondFactor === 'required'",
    replace: "return context.secondFactor === 'never'",
    caughtBy: testOf(
      'lambda/auth/factors/second-factor-enrolment.test.ts',
      'a reset that is due leads to another enrolment, and to no session',
    ),
  },
  {
    defence: 'A challenge of an account with a factor enrols nothing',
    change: 'the account may have a factor',
    file: 'lambda/identity/factors/enrolment/enrolment-challenge.ts',
    find: '!isEnrolled(account, hasPasskeys) && isBound',
    replace: '(!isEnrolled(account, hasPasskeys) || true) && isBound',
    caughtBy: testOf(answers, 'CVE-2026-111949: a challenge from before the first factor is void'),
  },
  {
    defence: 'The commit of an enrolment requires that the account still has no factor',
    change: 'the factor that is there is replaced',
    file: 'lambda/identity/factors/enrolment/accept-enrolment.ts',
    find: "'attribute_not_exists(#secondFactorSince) AND attribute_not_exists(#factors)',",
    replace: "'(attribute_not_exists(#secondFactorSince) OR attribute_exists(#factors))',",
    caughtBy: testOf(commits, 'applies to no account with a factor, also if none was read'),
  },
  {
    defence: 'A password does not enrol an account past its passkey',
    change: 'passkeys do not count while the second factor is off',
    file: 'lambda/identity/factors/account-factor.ts',
    find: "return secondFactor === 'required' && hasPasskeys",
    replace: "return secondFactor === 'never' && hasPasskeys",
    caughtBy: testOf(
      'lambda/identity/factors/proofs/require-second-factor-passkeys.test.ts',
      'the password gets a challenge of the passkey, and none that adds a factor',
    ),
  },
  {
    defence: 'The commit of an enrolment requires that the account still has no passkey',
    change: 'a passkey may have been added',
    file: 'lambda/identity/factors/enrolment/accept-enrolment.ts',
    find: "(hasNoPasskey ? ['attribute_not_exists(#passkeys)'] : [])",
    replace: "(hasNoPasskey ? ['(attribute_not_exists(#passkeys) OR attribute_exists(#passkeys))'] : [])",
    caughtBy: testOf(commits, 'applies to no account with a passkey that was added meanwhile'),
  },
  {
    defence: 'Where a stage requires a second factor, the last passkey stays',
    change: 'it is removed while the second factor is off',
    file: 'lambda/identity/passkeys/management/remove-passkey.ts',
    find: "if (secondFactor === 'required' && isLastFactor(account)) {",
    replace: "if (secondFactor === 'required' && account.secondFactorSince && isLastFactor(account)) {",
    caughtBy: testOf(
      'lambda/identity/passkeys/management/remove-passkey.test.ts',
      'a stage that requires a second factor keeps the last one, also if it is off',
    ),
  },
  {
    defence: 'Turning the second factor off ends the trust of devices',
    change: 'the commit ignores the switch',
    file: 'lambda/identity/factors/trusted-devices/trust-writes.ts',
    find: ": '#secondFactorSince = :secondFactorSince';",
    replace: ": '(#secondFactorSince = :secondFactorSince OR :secondFactorSince <> #secondFactorSince)';",
    caughtBy: testOf(
      'lambda/identity/passkeys/sign-in/accept-passkey-sign-in.test.ts',
      'a device is trusted until the second factor is turned off, also when it is turned on again',
    ),
  },
  {
    defence: 'A new secret of a challenge removes the former one',
    change: 'the former secret stays stored',
    file: 'lambda/identity/factors/enrolment/enrol-by-challenge.ts',
    find: 'if (former !== undefined) await',
    replace: "if (former === '') await",
    caughtBy: testOf(
      `${folder}/enrol-by-challenge.test.ts`,
      'a challenge issues five secrets, of which it keeps the last',
    ),
  },
  {
    defence: 'A challenge issues five secrets',
    change: 'any number is issued',
    file: 'lambda/identity/factors/enrolment/enrolment-challenges.ts',
    find: 'OR secrets < :max)',
    replace: 'OR secrets < :max OR secrets >= :max)',
    caughtBy: testOf(
      `${folder}/enrolment-challenges.test.ts`,
      'name the last of five secrets, also in parallel',
    ),
  },
  {
    defence: 'The enrolment of an account with a verified address needs the code of its mail',
    change: 'any code of the mail is right',
    file: 'lambda/identity/factors/enrolment/answer-enrolment.ts',
    find: 'if (challenge.addressDigest === undefined) return true;',
    replace: 'if (challenge.addressDigest !== emailCode) return true;',
    caughtBy: testOf(answers, 'also needs the code that was mailed to it'),
  },
  {
    defence: 'The code of the mail belongs to the address of the account',
    change: 'another address is accepted',
    file: 'lambda/identity/factors/enrolment/enrolment-challenge.ts',
    find: '&& mailed === challenge.addressDigest',
    replace: "&& mailed !== ''",
    caughtBy: testOf(
      answers,
      'a code of another challenge or purpose is wrong, and another address voids the challenge',
    ),
  },
  {
    defence: 'An address whose mails come back still demands the code of the mail',
    change: 'it needs no code',
    file: `${folder}/open-enrolment.ts`,
    find: 'if (email.undeliverable) return challenges.create(digest, { ...challenge, addressDigest });',
    replace: 'if (email.undeliverable) return challenges.create(digest, challenge);',
    caughtBy: testOf(
      `${folder}/open-enrolment.test.ts`,
      'no mail is counted for an address whose mails come back, so that another address is mailed at once',
    ),
  },
  {
    defence: 'The mails of enrolments are counted apart from those that any user may request',
    change: 'they are counted together',
    file: `${folder}/enrolment-mail.ts`,
    find: "createMailLimits(deps, 'enrolments')",
    replace: "createMailLimits(deps, 'mail')",
    caughtBy: testOf(
      `${folder}/open-enrolment.test.ts`,
      'mails that others cause to the address do not keep its account out',
    ),
  },
  {
    defence: 'Where a stage requires a second factor, a session without one is not refreshed',
    change: 'any session is refreshed',
    file: 'lambda/identity/sessions/refresh-session.ts',
    find: 'if (lacksSecondFactor(session, deps))',
    replace: 'if (lacksSecondFactor(session, {}))',
    caughtBy: testOf(
      'lambda/identity/sessions/refresh-session-factors.test.ts',
      'a session whose user has used no second factor is not refreshed where a stage requires one',
    ),
  },
  {
    defence:
      'Where a stage requires a second factor and trusts no devices, a session by one is not refreshed',
    change: 'a trusted device is enough',
    file: 'lambda/identity/sessions/find-session-end.ts',
    find: '!(trustsDevices && amr',
    replace: '!((trustsDevices || true) && amr',
    caughtBy: testOf(
      'lambda/identity/sessions/refresh-session-factors.test.ts',
      'a session by a trusted device is refreshed only while the stage trusts devices',
    ),
  },
  {
    defence: 'Where a stage requires a second factor, a session without one does not step up',
    change: 'any session is valid',
    file: 'lambda/identity/authentication/is-session-valid.ts',
    find: '|| lacksSecondFactor(session, deps)',
    replace: '|| lacksSecondFactor(session, {})',
    caughtBy: testOf(
      answers,
      'a session from before the stage required a second factor neither steps up nor changes factors',
    ),
  },
];
