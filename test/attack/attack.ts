/** What an attack is: one row of the suite, and what has to come of it. */
import type { TokenRejection } from '../../lambda/shared/tokens/token-rejected-error';
import type { Answer, Sent } from '../support/http-client';
import type { Target } from './target';

/** What a row stands for: `ASVS V9.1.1` (OWASP ASVS 5.0.0), `RFC 8725 section 3.1`. */
export type Requirement =
  | `ASVS V${number}.${string}`
  | `RFC ${number} section ${string}`
  | `NIST SP ${string}`;

/** What comes of one request. */
export interface Outcome {
  readonly status: number;
  /** The problem's code. @default - the answer is no problem */
  readonly code?: string;
  /**
   * Why the token is refused, by the authorizer's log; `not asked`: the gateway refuses it without asking the authorizer. A row that
   * says so fails when the defence it is about is gone, even where another one would still hold.
   */
  readonly reason?: TokenRejection | 'not asked';
}

interface Common {
  /** The first one is what the row is listed under. */
  readonly requirement: readonly [Requirement, ...Requirement[]];
  /** What somebody tries, in a few words. */
  readonly attack: string;
}

/** An attack by one request. */
export interface RequestAttack extends Common {
  request(target: Target): Sent | Promise<Sent>;
  readonly expected: Outcome;
  /** Asserts more of the answer, or of what it left behind. @default - the outcome says it all */
  after?(answer: Answer, target: Target): void | Promise<void>;
}

/** An attack by several requests, which asserts what comes of them. */
export interface StoryAttack extends Common {
  play(target: Target): Promise<void>;
}

/** A row of the suite. */
export type Attack = RequestAttack | StoryAttack;
