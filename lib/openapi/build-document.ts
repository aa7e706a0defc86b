/** Builds the OpenAPI 3.1 document of the API from the route table, the body schemas and the descriptions. */
import * as z from 'zod/mini';
import { parseRouteKey } from '../../lambda/route-patterns';
import { type Route, unverifiedRoutes } from '../../lambda/routes';
import type { AnswerDescription, RouteDescription } from '../../lambda/shared/http/description';
import { toPascalCase } from '../to-pascal-case';
import { describeBody } from './describe-body';
import { describeHeaders } from './describe-headers';
import { describeStepUp } from './describe-step-up';
import type { Json, JsonObject } from './json';
import { listProblems } from './list-problems';
import { problemResponses } from './problem-responses';
import { namedSchemas, toSchema } from './to-schema';

/** The sources of the document. */
export interface DocumentSources {
  readonly routes: Readonly<Record<string, Route>>;
  /** The schemas of the bodies, by route. */
  readonly bodies: Readonly<Record<string, z.ZodMiniType>>;
  /** Descriptions by route; a route without one gets a general description. */
  readonly descriptions: Readonly<Record<string, RouteDescription>>;
  /** The API's version. */
  readonly version: string;
}

const TAGS = {
  auth: 'Users and sessions',
  factors: 'Second factors',
  foo: 'Foos, the protected example',
  discovery: 'Keys, metadata and pages',
} as const;

/**
 * Builds the document. The same sources always give the same text.
 * @throws Error for an example that does not match its schema
 */
export function buildDocument(sources: DocumentSources): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  const responses: Record<string, Json> = {};
  const schemas: Record<string, Json> = {};
  for (const [key, route] of Object.entries(sources.routes)) {
    const { method, path } = parseRouteKey(key);
    const { operation, components, named } = describeOperation(key, route, sources);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
    Object.assign(responses, components);
    Object.assign(schemas, ...named);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Latchkey',
      version: sources.version,
      description: 'Sign-in for an API on AWS that you own.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: 'https://{api}.execute-api.{region}.amazonaws.com/{stage}',
        description: 'A deployed stage: the output ApiUrl of the stack',
        variables: {
          api: { default: 'a1b2c3d4e5' },
          region: { default: 'eu-central-1' },
          stage: { default: 'prod' },
        },
      },
      { url: 'http://localhost:3000', description: 'The local run, started by npm start' },
    ],
    tags: Object.entries(TAGS)
      .filter(([name]) => Object.values(sources.routes).some(({ service }) => service === name))
      .map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The access_token of a sign-in (RFC 6750).',
        },
      },
      schemas: { Problem: problemSchema, ...schemas },
      responses,
    },
  };
}

function describeOperation(key: string, route: Route, { bodies, descriptions }: DocumentSources) {
  const description = descriptions[key];
  const body = description?.form ?? bodies[key];
  const mediaType = description?.form ? 'application/x-www-form-urlencoded' : 'application/json';
  const { path } = parseRouteKey(key);
  const parameters = [...pathParameters(path), ...(description?.parameters ?? []).map(toParameter)];
  const codes = listProblems({
    route,
    hasBody: bodies[key] !== undefined,
    needsVerification: route.access === 'signed-in' && !unverifiedRoutes.some((open) => open === key),
    own: description?.problems ?? [],
  });
  const { responses, components } = problemResponses(codes);
  const operation = {
    operationId: toOperationId(key),
    summary: description?.summary ?? key,
    ...describeOperationText(route, description),
    tags: [route.service],
    security:
      route.access === 'public' ? [] : [{ accessToken: route.scope === undefined ? [] : [route.scope] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: { [mediaType]: toMedia(describeBody(body, description?.body)) },
      },
    }),
    responses: { ...answersOf(description), ...responses },
  };
  const named = Object.values(description?.answers ?? {}).map(({ schema }) =>
    schema ? namedSchemas(schema, 'output') : {},
  );
  return { operation, components, named };
}

function describeOperationText({ stepUp }: Route, description: RouteDescription | undefined): JsonObject {
  const texts = [
    ...(description?.description === undefined ? [] : [description.description]),
    ...(stepUp ? [`Requires a step-up: ${describeStepUp(stepUp)}.`] : []),
  ];
  return texts.length === 0 ? {} : { description: texts.join(' ') };
}

/** Copies the first example of a schema next to it, where tools for OpenAPI 3.0 look for it. */
function toMedia(schema: JsonObject): JsonObject {
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  return { schema, ...(example !== undefined && { example }) };
}

function answersOf(description: RouteDescription | undefined): JsonObject {
  const answers = description?.answers ?? { 200: { description: 'Success' } };
  return Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, toAnswer(answer)]));
}

function toAnswer(answer: AnswerDescription): JsonObject {
  const { description, schema, mediaType } = answer;
  const headers = describeHeaders([answer.headers ?? []]);
  const head = { description, ...(headers && { headers }) };
  if (mediaType !== undefined) return { ...head, content: { [mediaType]: { schema: { type: 'string' } } } };
  if (!schema) return head;
  const media = { schema: toSchema(schema, 'output'), example: z.parse(schema, answer.example) as Json };
  return { ...head, content: { 'application/json': media } };
}

function pathParameters(path: string): JsonObject[] {
  return [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function toParameter({
  schema,
  ...parameter
}: NonNullable<RouteDescription['parameters']>[number]): JsonObject {
  return { ...parameter, required: false, schema: toSchema(schema, 'input') };
}

/** Returns the operation's id: `DELETE /sessions/{id}` becomes `deleteSessionsById`. */
function toOperationId(key: string): string {
  const { method, path } = parseRouteKey(key);
  return method.toLowerCase() + toPascalCase(path.replace(/\{(\w+)\+?\}/g, 'by $1'));
}

const problemSchema: JsonObject = {
  type: 'object',
  description: 'Problem details (RFC 9457). `code` is stable, and `errors` names each fault of the request.',
  required: ['type', 'title', 'detail', 'code', 'requestId'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    max_age: {
      type: 'integer',
      description: 'How many seconds ago the user may have been authenticated at most.',
    },
    amr_values: {
      type: 'array',
      items: { type: 'string' },
      description: 'The methods that the authentication must include (RFC 8176).',
    },
    kinds: {
      type: 'array',
      items: { type: 'string' },
      description: 'The kinds of proof that the API accepts.',
    },
    error: { type: 'string', description: 'The code of RFC 6749 section 5.2, for clients of OAuth.' },
    challenge: {
      type: 'string',
      description: 'For `POST /sessions/challenge`, together with a proof. Keep it secret.',
    },
    passkey: {
      type: 'object',
      additionalProperties: true,
      description:
        'If `kinds` includes `passkey`, for `navigator.credentials.get`: PublicKeyCredentialRequestOptionsJSON of WebAuthn Level 3. Its challenge is `challenge`.',
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['detail'],
        additionalProperties: false,
        properties: {
          detail: { type: 'string' },
          pointer: { type: 'string', description: 'A JSON Pointer into the body.' },
          parameter: { type: 'string', description: 'A query parameter.' },
          header: { type: 'string', description: 'A request header.' },
        },
      },
    },
  },
};
