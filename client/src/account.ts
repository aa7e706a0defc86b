/** The types of an account: what its user signs in with, and what the API shows of it. */
import type { paths } from './api-types';

/** What a user signs in with. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** An account with its scopes, as its owner sees it. */
export type Profile = paths['/users/me']['get']['responses'][200]['content']['application/json'];

/** An account, as its owner sees it after signing up. */
export type User = paths['/users']['post']['responses'][201]['content']['application/json']['user'];
