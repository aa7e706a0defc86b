/** What clients ask, and what they are told. */
import type { ErrorCode } from '../../../lambda/shared/errors';

/** A request to the account of this world. */
export type Request =
  | { readonly does: 'register'; readonly password: string }
  /** @param newPassword in the place of a temporary one. Default: none */
  | { readonly does: 'sign in'; readonly password: string; readonly newPassword?: string }
  | { readonly does: 'refresh' }
  | { readonly does: 'change the password'; readonly from: string; readonly to: string }
  /** @param rounds of calls for which there is time. Default: for all */
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

/** What operators do: none of it needs tokens. */
export const commands: readonly Request['does'][] = [
  'give a scope',
  'take the scope',
  'disable the account',
  'enable the account',
  'set a temporary password',
];

/** The temporary password that the account has when a request begins: its user has been told. */
export const TEMPORARY = 'the temporary password';

/** Tokens, as a client holds them. */
export interface Tokens {
  readonly sub: string;
  readonly sid: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** With which the session was begun. */
  readonly password: string;
}

/** What a client is told; a lost answer is none. */
export type Answer =
  | { readonly status: 'done'; readonly tokens?: Tokens }
  /** A deletion that goes on at the next call. */
  | { readonly status: 'continues' }
  | { readonly status: 'refused'; readonly code: ErrorCode | 'CHANGED_MEANWHILE' };

/** A request with its answer. */
export interface Asked {
  readonly client: string;
  readonly request: Request;
  /** Whose tokens came with it. @default - nobody's */
  readonly tokens?: Tokens | undefined;
  /** Whether one of its steps went wrong. */
  readonly isFaulty: boolean;
  /** When its first step was taken, in ticks of the world and in milliseconds. @default - it was not taken */
  began?: { readonly tick: number; readonly millis: number };
  /** @default - there was none yet, or it was lost */
  answered?: { readonly tick: number; readonly answer: Answer };
}

/** A session whose tokens were handed out, with the request that began it. */
export interface HeldSession extends Tokens {
  readonly begun: Asked;
}
