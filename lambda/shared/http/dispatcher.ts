/**
 * The entry point of a service: checks route and scope, parses the body, calls the route's code, maps errors
 * and logs one line.
 */
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { stripBasePath } from '../../base-path';
import { serviceEvents } from '../../events';
import {
  type Feature,
  type OptionalFeature,
  type Route,
  type RouteKeysOf,
  routes,
  type ServiceName,
} from '../../routes';
import { describeError } from '../describe-error';
import { InsufficientScopeError, InternalError } from '../errors';
import { createLog, type Log } from '../log';
import { publishFailure } from '../publish-failure';
import type { BodySchemas, Operations } from '../route-code';
import type { Answer } from './answer';
import { readCaller } from './caller';
import { createAnswerHeaders } from './headers';
import type { PageGate, PageRequest, PageVisit } from './page-gate';
import { parseBody } from './parse-body';
import { codeOf, toProblem } from './problems';
import type { Request } from './request';

/** A route, and the part of the API that it belongs to. */
interface TableRoute extends Route {
  /** @default - a part whose code is in the bundle */
  readonly feature?: Feature;
}

/** Routes whose code is loaded, with one operation for each route of the part. */
interface AnyLoadedRoutes<Service extends ServiceName, Part extends Feature> {
  readonly bodies: object;
  readonly operations: Readonly<Record<RouteKeysOf<Service, Part>, unknown>>;
}

/** A service's settings for its dispatcher. */
export interface DispatcherOptions<
  Schemas,
  Service extends ServiceName = ServiceName,
  Loaded extends OptionalFeature = never,
> {
  /** Origins whose pages may read responses. */
  readonly corsOrigins: readonly string[];
  /** The path in front of every route. @default - none */
  readonly basePath?: string;
  /** @default - no route of the service reads a body */
  readonly bodies?: Schemas;
  /**
   * Loads the routes of optional parts of the API, at each request to one of them: a bundle need not hold them.
   * @default - the code of all routes is in the bundle
   */
  readonly features?: { readonly [Part in Loaded]: () => AnyLoadedRoutes<Service, Part> };
  /** Writes the body of a response. @default - as JSON */
  readonly write?: (body: unknown) => string;
  /** @default - standard output */
  readonly log?: Log<'request'>;
  /** The time in epoch milliseconds. @default Date.now */
  readonly now?: () => number;
  /** The route table. @default - the API's own */
  readonly routes?: Readonly<Record<string, TableRoute>>;
}

/** A Lambda handler for a proxy integration. */
export type ProxyHandler = (
  event: APIGatewayProxyEvent,
  context?: Deadline,
) => Promise<APIGatewayProxyResult>;

/** The part of Lambda's context that a route's code may use. */
type Deadline = Pick<Context, 'getRemainingTimeInMillis'>;

/** The code of routes by their keys, without the types that each key has. */
interface RouteCode {
  readonly bodies: Readonly<Record<string, Parameters<typeof parseBody>[1]>>;
  readonly operations: Readonly<
    Record<string, (request: Request<unknown, unknown>) => Answer | Promise<Answer>>
  >;
  readonly gate?: PageGate;
}

/** Creates a service's handler from the code of its routes. */
export function createDispatcher<
  Service extends ServiceName,
  const Schemas extends BodySchemas<Service> = Record<never, never>,
  Loaded extends OptionalFeature = never,
>(
  service: Service,
  operations: Operations<Service, Schemas, Exclude<Feature, Loaded>>,
  options: DispatcherOptions<Schemas, Service, Loaded>,
): ProxyHandler {
  const { log = createLog(serviceEvents), now = Date.now, basePath = '', write = JSON.stringify } = options;
  const table: Readonly<Record<string, TableRoute>> = options.routes ?? routes;
  const bundled = { bodies: options.bodies ?? {}, operations } as unknown as RouteCode;
  const features: Readonly<Record<string, (() => unknown) | undefined>> = options.features ?? {};
  const headersFor = createAnswerHeaders(options.corsOrigins);
  // no page of another origin may read ours, regardless of the origins of the API
  const pageHeadersFor = createAnswerHeaders([]);

  /** Returns the route's key. A resource outside the base path gets a key that no table has. */
  function keyOf({ httpMethod, resource }: APIGatewayProxyEvent): string {
    return `${httpMethod} ${stripBasePath(basePath, resource) ?? `(outside ${basePath}) ${resource}`}`;
  }

  async function answer(event: APIGatewayProxyEvent, context: Deadline | undefined): Promise<Answer> {
    const key = keyOf(event);
    const route = table[key];
    const code = ((route && features[route.feature ?? '']?.()) as RouteCode | undefined) ?? bundled;
    const call = code.operations[key];
    if (route?.service !== service || !call)
      throw new InternalError(`The gateway sent ${service} a route of another service`);
    if (route.access === 'page') return answerPage(key, code, event, context);

    const caller = route.access === 'public' ? undefined : readCaller(event);
    if (route.scope !== undefined && !caller?.scopes.includes(route.scope)) {
      throw new InsufficientScopeError('The token lacks a scope');
    }
    const schema = code.bodies[key];
    const sent = readBody(event);
    const body = route.takesForm ? sent : schema && parseBody(sent, schema);
    return call({ body, caller, ...describeRequest(event, context) });
  }

  /** Answers a request to a page. Without a gate, no check would stand before its code. */
  async function answerPage(
    key: string,
    { gate, operations: calls }: RouteCode,
    event: APIGatewayProxyEvent,
    context: Deadline | undefined,
  ): Promise<Answer> {
    if (!gate) throw new InternalError('The pages have no gate');
    const request: PageRequest = {
      ...describeRequest(event, context),
      route: key,
      body: readBody(event),
      caller: undefined,
    };
    let visit: PageVisit | undefined;
    try {
      const admitted = await gate.admit(request);
      if ('answer' in admitted) return gate.finish(admitted.answer, request);
      visit = admitted.visit;
      const call = calls[key] as RouteCode['operations'][string];
      return gate.finish(await call({ ...request, body: undefined, caller: visit }), request, visit);
    } catch (error) {
      const shown = gate.showProblem(toProblem(error, request.requestId), request, visit);
      throw new ShownError(error, gate.finish(shown, request, visit));
    }
  }

  function describeRequest(event: APIGatewayProxyEvent, context: Deadline | undefined) {
    return {
      path: event.requestContext.path,
      requestId: event.requestContext.requestId,
      sourceIp: event.requestContext.identity.sourceIp,
      remainingMillis: () => context?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY,
      pathParameter: (name: string) => event.pathParameters?.[name] ?? '',
      query: (name: string) => event.queryStringParameters?.[name],
      queryValues: (name: string) => event.multiValueQueryStringParameters?.[name] ?? [],
      header: (name: string) => findHeader(event.headers, name),
      headerLines: (name: string) => joinLines(event.multiValueHeaders, name),
    };
  }

  return async (event, context) => {
    const started = now();
    const { requestId } = event.requestContext;
    let result: Answer;
    let failure: unknown;
    try {
      result = await answer(event, context);
    } catch (error) {
      failure = error instanceof ShownError ? error.cause : error;
      result = error instanceof ShownError ? error.answer : toProblem(error, requestId);
      if (result.status >= 500) publishFailure(failure);
    }
    log('request', {
      service,
      route: keyOf(event),
      status: result.status,
      durationMs: now() - started,
      requestId,
      ...(failure !== undefined && { code: codeOf(failure) }),
      ...(result.status >= 500 && { error: describeError(failure) }),
    });
    return {
      statusCode: result.status,
      headers: {
        ...(result.body !== undefined && { 'Content-Type': 'application/json' }),
        ...(table[keyOf(event)]?.access === 'page' ? pageHeadersFor : headersFor)(
          findHeader(event.headers, 'origin'),
        ),
        ...result.headers,
      },
      ...(result.cookies && { multiValueHeaders: { 'Set-Cookie': [...result.cookies] } }),
      ...(result.base64 === undefined
        ? { body: result.text ?? (result.body === undefined ? '' : write(result.body)) }
        : { body: result.base64, isBase64Encoded: true }),
    };
  };
}

/** An error together with the page that shows it. */
class ShownError extends Error {
  constructor(
    override readonly cause: unknown,
    readonly answer: Answer,
  ) {
    super('A page shows the error');
  }
}

function readBody(event: APIGatewayProxyEvent) {
  return {
    text: event.body,
    isBase64Encoded: event.isBase64Encoded,
    contentType: findHeader(event.headers, 'content-type'),
  };
}

/** Finds a header by its name in lower case. API Gateway keeps the client's casing of most headers. */
function findHeader(headers: APIGatewayProxyEvent['headers'] | null, name: string): string | undefined {
  const key = Object.keys(headers ?? {}).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : headers?.[key];
}

/** Joins the lines of a header, in any casing. */
function joinLines(
  headers: APIGatewayProxyEvent['multiValueHeaders'] | null | undefined,
  name: string,
): string | undefined {
  const lines = Object.entries(headers ?? {}).flatMap(([key, values = []]) =>
    key.toLowerCase() === name ? values : [],
  );
  return lines.length === 0 ? undefined : lines.join(', ');
}
