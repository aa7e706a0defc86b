/**
 * Asserts that a response is one of our problems: RFC 9457, with the same members from functions and from the
 * gateway.
 */
import { STATUS_CODES } from 'node:http';
import type { Answer } from './http-client';

/** The expected problem. */
export interface ExpectedProblem {
  readonly status: number;
  readonly code: string;
  /** Every entry of `errors`, in any order. @default - the body has no `errors` */
  readonly errors?: readonly Readonly<Record<string, unknown>>[];
  /** The members of this problem only. @default - the body has none */
  readonly members?: Readonly<Record<string, unknown>>;
}

// Node 20 still has the reason phrases of RFC 7231.
const PHRASES: Readonly<Record<number, string>> = {
  413: 'Content Too Large',
  422: 'Unprocessable Content',
};

/** Asserts status, content type and every member. */
export function expectProblem(answer: Answer, { status, code, errors, members }: ExpectedProblem): void {
  expect({ status: answer.status, body: answer.json }).toEqual({
    status,
    body: {
      type: `urn:problem-type:latchkey:${code.toLowerCase().replaceAll('_', '-')}`,
      title: PHRASES[status] ?? STATUS_CODES[status],
      status,
      detail: expect.stringMatching(/\S/),
      code,
      requestId: expect.stringMatching(/^[\w-]{8,}$/),
      ...members,
      ...(errors && {
        errors: expect.arrayContaining(errors.map((entry) => expect.objectContaining(entry))),
      }),
    },
  });
  if (errors) expect(answer.json.errors).toHaveLength(errors.length);
  // in a stage with pages, API Gateway names its own problems JSON
  const isOfGateway = answer.headers['x-amzn-errortype'] !== undefined;
  expect(answer.headers['content-type']).toMatch(
    isOfGateway ? /^application\/(problem\+)?json\b/ : /^application\/problem\+json\b/,
  );
}
