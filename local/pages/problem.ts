/** The errors of the pages' own routes, as problem details (RFC 9457). */
import { STATUS_CODES } from 'node:http';
import type { Answer, HeaderPair } from '../gateway/http/messages';
import { answerPage } from './page-answer';

/** An error. */
export interface Problem {
  readonly status: number;
  /** The stable code for programs. */
  readonly code: string;
  /** What is wrong and what to do, without the final period. */
  readonly detail: string;
  /** Additional headers. @default - none */
  readonly headers?: readonly HeaderPair[];
}

/** Creates the response for an error. */
export function answerProblem({ status, code, detail, headers = [] }: Problem): Answer {
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, code, detail: `${detail}.` };
  return answerPage({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify(problem),
    headers,
  });
}
