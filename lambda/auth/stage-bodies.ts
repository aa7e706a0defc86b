/** The bodies that depend on the settings of the stage. They are part of the bundle, as the bodies of e-mail. */
import * as z from 'zod/mini';
import type { Environment } from '../environment';
import { cleanText, MAX_RAW_LENGTH } from '../shared/http/text';
import {
  coreBodies,
  createTrustedSignInBody,
  credentialsExample,
  passwordChangeExample,
} from './core-bodies';

type CoreBody<Key extends keyof typeof coreBodies> = z.output<(typeof coreBodies)[Key]>;

/** The credentials of a sign-up: either a password, or a ceremony and a credential, which only some stages take. */
export interface SignUpCredentials {
  readonly username: string;
  readonly password?: string | undefined;
  readonly ceremony_id?: string | undefined;
  readonly credential?: unknown;
}

/** The body of a sign-up. It has an address only in stages whose sign-up takes one. */
interface SignUpBody extends SignUpCredentials {
  readonly email?: string | undefined;
}

/** The body of a change of the password. Only in stages with passkeys, the present one may be left out. */
interface PasswordChangeBody {
  readonly current_password?: string | undefined;
  readonly new_password: string;
}

/** The body of a sign-in. It has the token of a trusted device only in stages with trusted devices. */
interface SignInBody extends CoreBody<'POST /sessions/create'> {
  readonly trusted_device_token?: string | undefined;
}

/**
 * Creates the body of a sign-up.
 * @param signUp the setting `email.signUp` of the stage: `required`, `optional`, or empty if a sign-up takes no address
 * @param takesPasskeys whether a credential may take the place of the password
 */
export function createSignUpBody(signUp: string, takesPasskeys = false): z.ZodMiniType<SignUpBody> {
  const isRequired = signUp === 'required';
  const address = cleanText({ maxLength: MAX_RAW_LENGTH });
  const body = z
    .extend(coreBodies['POST /users'], {
      // the route demands exactly one of both forms
      ...(takesPasskeys && {
        password: z.optional(cleanText({ maxLength: MAX_RAW_LENGTH })),
        // any short text: a malformed id gets the same response as an unknown one
        ceremony_id: z.optional(cleanText({ maxLength: 128 })),
        // the verification reads it, and refuses all malformed ones with the same code
        credential: z.optional(z.looseObject({})),
      }),
      ...(signUp !== '' && { email: isRequired ? address : z.optional(address) }),
    })
    .register(z.globalRegistry, {
      examples: [{ ...credentialsExample, ...(isRequired && { email: 'ada@example.com' }) }],
    });
  // the members that depend on the stage have no type otherwise
  return body as z.ZodMiniType<SignUpBody>;
}

/** Whether a sign-up has a password, and nothing of a credential. */
export function isByPassword<Body extends SignUpCredentials>(
  body: Body,
): body is Body & { readonly password: string } {
  return body.password !== undefined && body.ceremony_id === undefined && body.credential === undefined;
}

/** Creates the body of a change of the password in stages with passkeys, whose accounts may have none. */
export function createPasswordChangeBody(): z.ZodMiniType<PasswordChangeBody> {
  return z
    .extend(coreBodies['PUT /users/me/password'], {
      current_password: z.optional(cleanText({ maxLength: MAX_RAW_LENGTH })),
    })
    .register(z.globalRegistry, { examples: [passwordChangeExample] });
}

/** Returns the bodies. */
export function createStageBodies({
  features,
  signUpEmail,
  trustedDevices,
}: Pick<Environment<'auth'>, 'features' | 'signUpEmail' | 'trustedDevices'>) {
  const takesPasskeys = features.includes('passkey-sign-up');
  return {
    ...coreBodies,
    // those that differ are created for the first request that needs them
    get 'POST /users'(): z.ZodMiniType<SignUpBody> {
      return signUpEmail || takesPasskeys
        ? createSignUpBody(signUpEmail, takesPasskeys)
        : coreBodies['POST /users'];
    },
    get 'PUT /users/me/password'(): z.ZodMiniType<PasswordChangeBody> {
      return features.includes('passkeys')
        ? createPasswordChangeBody()
        : coreBodies['PUT /users/me/password'];
    },
    get 'POST /sessions/create'(): z.ZodMiniType<SignInBody> {
      return trustedDevices ? createTrustedSignInBody() : coreBodies['POST /sessions/create'];
    },
  };
}
