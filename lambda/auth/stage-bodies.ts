/** The bodies that depend on the settings of the stage. They are part of the bundle, as the bodies of e-mail. */
import * as z from 'zod/mini';
import type { Environment } from '../environment';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import { coreBodies, createTrustedSignInBody, credentialsExample } from './core-bodies';

type CoreBody<Key extends keyof typeof coreBodies> = z.output<(typeof coreBodies)[Key]>;

/** The body of a sign-up. It has an address only in stages whose sign-up takes one. */
export interface SignUpBody extends CoreBody<'POST /users'> {
  readonly email?: string | undefined;
}

/** The body of a sign-in. It has the token of a trusted device only in stages with trusted devices. */
export interface SignInBody extends CoreBody<'POST /sessions/create'> {
  readonly trusted_device_token?: string | undefined;
}

/** Creates the body of a sign-up that takes an e-mail address. @param signUp the setting `email.signUp` of the stage: `required`, or else optional */
export function createSignUpBody(signUp: string) {
  const credentials = coreBodies['POST /users'];
  const email = cleanText({ maxLength: MAX_RAW_LENGTH });
  return signUp === 'required'
    ? z
        .extend(credentials, { email })
        .register(z.globalRegistry, { examples: [{ ...credentialsExample, email: 'ada@example.com' }] })
    : z
        .extend(credentials, { email: z.optional(email) })
        .register(z.globalRegistry, { examples: [credentialsExample] });
}

/** Returns the bodies. */
export function createStageBodies({
  signUpEmail,
  trustedDevices,
}: Pick<Environment<'auth'>, 'signUpEmail' | 'trustedDevices'>) {
  return {
    ...coreBodies,
    // those that differ are created for the first request that needs them
    get 'POST /users'() {
      return signUpEmail ? createSignUpBody(signUpEmail) : coreBodies['POST /users'];
    },
    get 'POST /sessions/create'() {
      return trustedDevices ? createTrustedSignInBody() : coreBodies['POST /sessions/create'];
    },
  };
}
