/** Selects the bodies of the bundle's routes by the settings of the stage. */
import type * as z from 'zod/mini';
import type { Environment } from '../environment';
import { coreBodies, createTrustedSignInBody } from './core-bodies';
import { createSignUpBody } from './sign-up-bodies';

type CoreBody<Key extends keyof typeof coreBodies> = z.output<(typeof coreBodies)[Key]>;

/** The body of a sign-up. It has an address only in stages whose sign-up takes one. */
export interface SignUpBody extends CoreBody<'POST /users'> {
  readonly email?: string | undefined;
}

/** The body of a sign-in. It has the token of a trusted device only in stages with trusted devices. */
export interface SignInBody extends CoreBody<'POST /sessions/create'> {
  readonly trusted_device_token?: string | undefined;
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
