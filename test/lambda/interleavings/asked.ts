/** The requests of clients, and their responses. */
import type { ErrorCode } from '../../../lambda/shared/errors';

/** A request to the account of a world. */
export type Request =
  | { readonly does: 'register'; readonly password: string }
  /** @param newPassword replaces a temporary one. Default: none */
  | { readonly does: 'sign in'; readonly password: string; readonly newPassword?: string }
  | { readonly does: 'refresh' }
  | { readonly does: 'change the password'; readonly from: string; readonly to: string }
  /** @param rounds the number of rounds of calls that the time allows. Default: all */
  | { readonly does: 'delete the account'; readonly rounds?: number }
  | { readonly does: 'sign out' }
  | { readonly does: 'sign out everywhere' }
  | { readonly does: 'end another session'; readonly sid: string }
  | { readonly does: 'list the sessions' }
  | { readonly does: 'give a scope' }
  | { readonly does: 'take the scope' }
  | { readonly does: 'disable the account' }
  | { readonly does: 'enable the account' }
  | { readonly does: 'set a temporary password' };

/** The operators' commands, which need no tokens. */
export const commands: readonly Request['does'][] = [
  'give a scope',
  'take the scope',
  'disable the account',
  'enable the account',
  'set a temporary password',
];

/** The account's temporary password at the start of a request. Its user knows it. */
export const TEMPORARY = 'the temporary password';

/** The tokens of a client. */
export interface Tokens {
  readonly sub: string;
  readonly sid: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The password of the sign-in that started the session. */
  readonly password: string;
}

/** The response that a client receives. A lost response is none. */
export type Answer =
  | { readonly status: 'done'; readonly tokens?: Tokens }
  /** A deletion that continues at the next call. */
  | { readonly status: 'continues' }
  | { readonly status: 'refused'; readonly code: ErrorCode | 'CHANGED_MEANWHILE' };

/** A request and its response. */
export interface Asked {
  readonly client: string;
  readonly request: Request;
  /** The tokens of the request. @default - none */
  readonly tokens?: Tokens | undefined;
  /** Whether one of its steps had a fault. */
  readonly isFaulty: boolean;
  /** The time of its first step, in ticks of the world and in milliseconds. @default - no step was taken */
  began?: { readonly tick: number; readonly millis: number };
  /** @default - none yet, or it was lost */
  answered?: { readonly tick: number; readonly answer: Answer };
}

/** A session whose tokens a client received, with the request that started it. */
export interface HeldSession extends Tokens {
  readonly begun: Asked;
}
