/** Writes problems as responses of an operation, by status, each code with an example. */
import { factorProblems } from '../../lambda/factor-problems';
import { problemType } from '../../lambda/http-conventions';
import { passkeyProblems } from '../../lambda/passkey-problems';
import { problems } from '../../lambda/shared/http/problems';
import { oauthProblems } from '../../lambda/shared/oauth-problems';
import { gatewayProblems } from '../constructs/api/gateway-problems';
import { describeHeaders } from './describe-headers';
import type { Json } from './json';

/** A status, or `default` for every status without a response. `4XX` is not used: client generators make invalid code of it. */
type Status = number | 'default';

interface KnownProblem {
  readonly code: string;
  readonly status: Status;
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the body contains the status; API Gateway's general responses cannot know theirs. */
  readonly tellsStatus: boolean;
}

/** A problem as the document describes it. */
interface DocumentedProblem extends Omit<KnownProblem, 'headers'> {
  /** The header names of each response with this problem. */
  readonly headers: readonly (readonly string[])[];
}

/** The statuses of gateway responses that do not set one: any of the range, and the ones that are documented separately. */
const GENERAL: Readonly<Record<string, readonly Status[]>> = {
  DEFAULT_4XX: [403, 'default'],
  DEFAULT_5XX: ['default'],
};

const known: readonly KnownProblem[] = [
  ...Object.entries({ ...problems, ...factorProblems, ...oauthProblems, ...passkeyProblems }).map(
    ([code, problem]) => ({
      ...problem,
      code,
      tellsStatus: true,
    }),
  ),
  ...gatewayProblems.flatMap(({ types, status, ...problem }) => {
    const statuses = status === undefined ? types.flatMap((type) => GENERAL[type] ?? []) : [status];
    return statuses.map((own) => ({ ...problem, status: own, tellsStatus: status !== undefined }));
  }),
];

/** The errors of a real response, to a `POST /foo` without a name. */
const ERRORS = [{ detail: 'is required, as a string', pointer: '#/name' }];

/** A challenge, which a passkey signs as well. */
const CHALLENGE = 'bWFkZSB1cCwgdG8gc2hvdyB0aGUgZm9ybSBvZiBhIGNoYWxsZW5nZQ';

/** Returns where an example comes from that the local run cannot produce; undefined for all others. */
function describeUnseen({ code, status }: Pick<KnownProblem, 'code' | 'status'>): string | undefined {
  if (code === 'REQUEST_FILTERED') return 'Only on AWS, from a stage with a web application firewall.';
  return status === 'default' && code === 'INTERNAL' ? 'Only on AWS, from API Gateway itself.' : undefined;
}

/** The responses of one operation, and the components that they reference. */
export interface ProblemResponses {
  /** References to the components, by status. */
  readonly responses: Readonly<Record<string, Json>>;
  /** Response components by name; operations with the same problems share them. */
  readonly components: Readonly<Record<string, Json>>;
}

/**
 * Builds the responses for problem codes.
 * @throws Error for a code that no problem has
 */
export function problemResponses(codes: readonly string[]): ProblemResponses {
  const byStatus = new Map<Status, DocumentedProblem[]>();
  for (const problem of codes.flatMap(find)) {
    byStatus.set(problem.status, [...(byStatus.get(problem.status) ?? []), problem]);
  }
  const named = [...byStatus].map(([status, same]) => ({
    status,
    same,
    name: [...new Set(same.map(({ code }) => code)), ...(typeof status === 'string' ? [status] : [])].join(
      '.',
    ),
  }));
  return {
    responses: Object.fromEntries(
      named.map(({ status, name }) => [String(status), { $ref: `#/components/responses/${name}` }]),
    ),
    components: Object.fromEntries(named.map(({ name, same }) => [name, toResponse(same)])),
  };
}

function find(code: string): readonly DocumentedProblem[] {
  const found = known.filter((problem) => problem.code === code);
  if (found.length === 0) throw new Error(`No problem has the code ${code}`);
  const first = found.filter(
    ({ status }, place) => found.findIndex((other) => other.status === status) === place,
  );
  // a function's problem and a gateway problem with the same code share their text, but may differ in headers
  return first.map((problem) => ({
    ...problem,
    headers: found
      .filter(({ status }) => status === problem.status)
      .map(({ headers = {} }) => Object.keys(headers)),
  }));
}

function toResponse(same: readonly DocumentedProblem[]): Json {
  const codes = [...new Set(same.map(({ code }) => code))];
  const headers = describeHeaders(same.flatMap((problem) => problem.headers));
  return {
    description: same.map(({ detail }) => detail).join(' Or: '),
    ...(headers && { headers }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', required: ['code'], properties: { code: { enum: codes } } },
          ],
        },
        examples: Object.fromEntries(
          same.map((problem) => {
            const summary = describeUnseen(problem);
            return [problem.code, { ...(summary !== undefined && { summary }), value: toExample(problem) }];
          }),
        ),
      },
    },
  };
}

function toExample({ code, status, title, detail, tellsStatus }: DocumentedProblem): Json {
  const requestId = '3f0c0e9e-6f0b-4c43-9a53-0d2c2f9d0a11';
  return {
    type: problemType(code),
    title,
    ...(tellsStatus && { status }),
    detail,
    code,
    requestId,
    ...(code === 'VALIDATION_FAILED' && { errors: ERRORS }),
    ...(code === 'INSUFFICIENT_USER_AUTHENTICATION' && { max_age: 600 }),
    ...(code === 'SECOND_FACTOR_REQUIRED' && {
      challenge: CHALLENGE,
      kinds: ['totp', 'passkey', 'recovery_code'],
      passkey: {
        challenge: CHALLENGE,
        rpId: 'example.com',
        userVerification: 'preferred',
        allowCredentials: [
          { type: 'public-key', id: 'k3Yb2dIqOa6gRk6m1sKJ0w', transports: ['hybrid', 'internal'] },
        ],
      },
    }),
  };
}
