/** Writes problems as responses of an operation, by status, each code with an example. */
import { problemType } from '../../lambda/http-conventions';
import { problems } from '../../lambda/shared/http/problems';
import { gatewayProblems } from '../constructs/gateway-problems';
import type { Json } from './json';

interface KnownProblem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Whether the body tells the status: API Gateway's general refusal can't know it. */
  readonly tellsStatus: boolean;
}

/** What API Gateway keeps its own status for; this one is the most frequent. */
const REFUSED_STATUS = 403;

/** A problem of a function and one of the gateway may share a code and differ in their words: both are known. */
const known: readonly KnownProblem[] = [
  ...Object.entries(problems).map(([code, problem]) => ({ ...problem, code, tellsStatus: true })),
  ...gatewayProblems
    .filter(({ types }) => !types.includes('DEFAULT_5XX'))
    .map((problem) => ({
      ...problem,
      status: problem.status ?? REFUSED_STATUS,
      tellsStatus: problem.status !== undefined,
    })),
];

/** What the local run has nothing to bring about with, by code. */
const UNSEEN: Readonly<Record<string, string>> = {
  REQUEST_FILTERED: 'From a stage with a web application firewall, on AWS alone.',
};

/** The responses of one operation, and the components that they refer to. */
export interface ProblemResponses {
  /** By status. */
  readonly responses: Readonly<Record<string, Json>>;
  /** By name: operations that answer alike share them. */
  readonly components: Readonly<Record<string, Json>>;
}

/**
 * Builds the responses.
 * @throws Error for a code that nobody answers with
 */
export function problemResponses(codes: readonly string[]): ProblemResponses {
  const byStatus = new Map<number, KnownProblem[]>();
  for (const problem of codes.flatMap(find)) {
    byStatus.set(problem.status, [...(byStatus.get(problem.status) ?? []), problem]);
  }
  const named = [...byStatus].map(([status, same]) => ({
    status,
    same,
    name: [...new Set(same.map(({ code }) => code))].join('.'),
  }));
  return {
    responses: Object.fromEntries(
      named.map(({ status, name }) => [String(status), { $ref: `#/components/responses/${name}` }]),
    ),
    components: Object.fromEntries(named.map(({ name, same }) => [name, toResponse(same)])),
  };
}

function find(code: string): readonly KnownProblem[] {
  const found = known.filter((problem) => problem.code === code);
  if (found.length === 0) throw new Error(`No problem has the code ${code}`);
  // the same words from both need one example
  return found.filter(({ detail }, place) => found.findIndex((other) => other.detail === detail) === place);
}

function toResponse(same: readonly KnownProblem[]): Json {
  const codes = [...new Set(same.map(({ code }) => code))];
  return {
    description: same.map(({ detail }) => detail).join(' Or: '),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }],
        },
        examples: Object.fromEntries(
          same.map((problem, place) => {
            const isFirst = same.findIndex(({ code }) => code === problem.code) === place;
            const summary = UNSEEN[problem.code];
            return [
              isFirst ? problem.code : `${problem.code}.GATEWAY`,
              { ...(summary !== undefined && { summary }), value: toExample(problem) },
            ];
          }),
        ),
      },
    },
  };
}

function toExample({ code, status, title, detail, tellsStatus }: KnownProblem): Json {
  const requestId = '3f0c0e9e-6f0b-4c43-9a53-0d2c2f9d0a11';
  return { type: problemType(code), title, ...(tellsStatus && { status }), detail, code, requestId };
}
