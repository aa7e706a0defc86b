/** The types of an account: a user's credentials, and the account as the API shows it. */
import type { paths } from './api-types';
import type { SignInChallenge } from './second-factor';

/** A user's credentials. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** An account to create. */
export interface NewAccount extends Credentials {
  /** An e-mail address to verify. @default - none; some stages require one */
  readonly email?: string;
}

/** An account with its scopes, as its owner sees it. */
export type Profile = paths['/users/me']['get']['responses'][200]['content']['application/json'];

/** An account, as its owner sees it after sign-up. */
export type User = paths['/users']['post']['responses'][201]['content']['application/json']['user'];

/** A new account. */
export type SignedUpUser = User & {
  /**
   * The challenge of an account that must add an authenticator app before it is signed in: see `enrolFirstTotp`.
   * @default - the user is signed in
   */
  readonly challenge?: SignInChallenge;
};
