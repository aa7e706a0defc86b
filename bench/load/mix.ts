/** The kinds of requests that users send, and their shares. */

/** An action of a user. */
export type Action =
  | 'sign up'
  | 'sign in'
  | 'refresh'
  | 'get a foo'
  | 'list foos'
  | 'get profile'
  | 'create a foo';

/** Shares in percent: 5 of sign-ups and sign-ins, 15 of refreshes, 80 of calls with a token. */
const SHARES: readonly (readonly [Action, number])[] = [
  ['sign up', 2],
  ['sign in', 3],
  ['refresh', 15],
  ['get a foo', 50],
  ['list foos', 15],
  ['get profile', 10],
  ['create a foo', 5],
];

/**
 * Chooses an action.
 * @param random from 0 to below 1
 */
export function chooseAction(random: number): Action {
  let rest = random * 100;
  for (const [action, share] of SHARES) {
    rest -= share;
    if (rest < 0) return action;
  }
  return 'get a foo';
}
