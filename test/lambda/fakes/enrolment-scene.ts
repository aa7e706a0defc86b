/** Ada, who has no second factor in a stage that requires one, with the dependencies in memory. */
import { Secret } from 'otpauth';
import type { SignUpEmail } from '../../../lambda/identity/authentication/open-account';
import { register } from '../../../lambda/identity/authentication/register';
import {
  type AnsweredEnrolment,
  answerEnrolment,
} from '../../../lambda/identity/factors/enrolment/answer-enrolment';
import { enrolByChallenge } from '../../../lambda/identity/factors/enrolment/enrol-by-challenge';
import { createEnrolmentMail } from '../../../lambda/identity/factors/enrolment/enrolment-mail';
import { startEnrolment } from '../../../lambda/identity/factors/enrolment/start-enrolment';
import { startSession } from '../../../lambda/identity/sessions/start-session';
import { PASSWORD, SOURCE } from './auth-dependencies';
import { verifiedEmail } from './email-scene';
import { codeOf, createFactorDependencies, type FactorDependencies, sendPassword } from './factor-scene';
import { createMemoryEnrolmentChallenges } from './memory-enrolment-challenges';
import { signUp } from './signed-in';

/** The dependencies of a stage that requires a second factor. */
export type EnrolmentDependencies = ReturnType<typeof toRequired>;

/** Adds what a stage has that requires a second factor. */
export function toRequired(deps: FactorDependencies, hasEmail = false) {
  return {
    ...deps,
    secondFactor: 'required',
    serviceName: 'Latchkey',
    hasEmail,
    enrolmentMail: hasEmail ? createEnrolmentMail(deps) : undefined,
    enrolmentChallenges: createMemoryEnrolmentChallenges(deps.challenges),
  };
}

/** Creates the scene: her account is from a time when the stage required nothing. @param hasEmail with an address */
export async function createEnrolmentScene(hasEmail = false) {
  const before = createFactorDependencies();
  const laptop = await signUp(before);
  if (hasEmail) await verifiedEmail(before, laptop);
  const deps = toRequired(before, hasEmail);
  deps.logged.length = 0;
  deps.notices.length = 0;
  deps.mailQueue.requests.length = 0;
  return { deps, laptop };
}

/** Signs ada up. Returns the response. */
export function signUpRequired(deps: EnrolmentDependencies, username = 'Ada', email?: SignUpEmail) {
  const command = { username, password: PASSWORD, email, source: SOURCE };
  return register({ ...deps, startFirst: startEnrolment(deps) })(command);
}

/** Asks for the secret of a challenge. */
export async function askForSecret(deps: EnrolmentDependencies, challenge: string) {
  const shown = await enrolByChallenge(deps)(challenge);
  return { ...shown, secret: new Uint8Array(Secret.fromBase32(shown.secret).bytes) };
}

/** Sends the code of an app, for a challenge of an enrolment. */
export function confirmFirst(
  deps: EnrolmentDependencies,
  challenge: string,
  code: string,
  emailCode?: string,
): Promise<AnsweredEnrolment> {
  const answer = answerEnrolment({ ...deps, startSession: startSession(deps) });
  return answer({ challenge, code, emailCode, source: SOURCE });
}

/** Sends the password, and asks for a secret. Returns the challenge and the code that the app shows. */
export async function beginFirst(deps: EnrolmentDependencies) {
  const { challenge } = await sendPassword(deps);
  const { id, secret } = await askForSecret(deps, challenge);
  return { challenge, id, secret, code: codeOf({ deps, secret }) };
}
