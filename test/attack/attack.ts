/** The types of attacks. An attack is one row of the suite, with its required result. */
import type { TokenRejection } from '../../lambda/shared/tokens/token-rejected-error';
import type { Answer, Sent } from '../support/http-client';
import type { Target } from './target';

/** The requirement that a row tests: `ASVS V9.1.1` (OWASP ASVS 5.0.0), `RFC 8725 section 3.1`. */
export type Requirement =
  | `ASVS V${number}.${string}`
  | `RFC ${number} section ${string}`
  | `NIST SP ${string}`;

/** The result of one request. */
export interface Outcome {
  readonly status: number;
  /** The code of the problem. @default - the response is not a problem */
  readonly code?: string;
  /**
   * Why the token is rejected, from the authorizer's log. `not asked`: the gateway rejects it without
   * invoking the authorizer. A row with a reason fails if its defense is missing, even if another defense
   * rejects the token.
   */
  readonly reason?: TokenRejection | 'not asked';
}

interface Common {
  /** The row is listed under the first one. */
  readonly requirement: readonly [Requirement, ...Requirement[]];
  /** A short description of the attempt. */
  readonly attack: string;
  /** Whether the row checks everything that the run has logged, so that every run plays it. @default false */
  readonly readsWholeLog?: boolean;
  /**
   * Whether the row sends requests at once, so that `npm run test:all` plays it again with more instances of
   * the functions. @default false
   */
  readonly isRace?: boolean;
  /**
   * Whether only `npm run test:all` plays the row, because it needs many requests, and a row or a unit test of the
   * default level holds the same promise. @default false
   */
  readonly onlyInAll?: boolean;
}

/** An attack with one request. */
export interface RequestAttack extends Common {
  request(target: Target): Sent | Promise<Sent>;
  readonly expected: Outcome;
  /** Further assertions about the response or its effects. @default - the outcome is sufficient */
  after?(answer: Answer, target: Target): void | Promise<void>;
}

/** An attack with several requests, which asserts the result itself. */
export interface StoryAttack extends Common {
  play(target: Target): Promise<void>;
}

/** A row of the suite. */
export type Attack = RequestAttack | StoryAttack;
