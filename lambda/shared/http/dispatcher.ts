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
import type { Answer } from './answer';
import { readCaller } from './caller';
import { createAnswerHeaders } from './headers';
import { parseBody } from './parse-body';
import { codeOf, toProblem } from './problems';
import type { BodySchemas, Caller, Operations, Request } from './request';

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
    Record<string, (request: Request<unknown, Caller | undefined>) => Answer | Promise<Answer>>
  >;
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

  /** Returns the route's key. A resource outside the base path gets a key that no table has. */
  function keyOf({ httpMethod, resource }: APIGatewayProxyEvent): string {
    return `${httpMethod} ${stripBasePath(basePath, resource) ?? `(outside ${basePath}) ${resource}`}`;
  }

  async function answer(event: APIGatewayProxyEvent, context: Deadline | undefined): Promise<Answer> {
    const key = keyOf(event);
    const route = table[key];
    const { bodies, operations: calls } =
      ((route && features[route.feature ?? '']?.()) as RouteCode | undefined) ?? bundled;
    const call = calls[key];
    if (route?.service !== service || !call)
      throw new InternalError(`The gateway sent ${service} a route of another service`);

    const caller = route.access === 'public' ? undefined : readCaller(event);
    if (route.scope !== undefined && !caller?.scopes.includes(route.scope)) {
      throw new InsufficientScopeError('The token lacks a scope');
    }
    const header = (name: string) => findHeader(event.headers, name);
    const schema = bodies[key];
    const body =
      schema &&
      parseBody(
        { text: event.body, isBase64Encoded: event.isBase64Encoded, contentType: header('content-type') },
        schema,
      );
    return call({
      body,
      caller,
      path: event.requestContext.path,
      requestId: event.requestContext.requestId,
      sourceIp: event.requestContext.identity.sourceIp,
      remainingMillis: () => context?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY,
      pathParameter: (name) => event.pathParameters?.[name] ?? '',
      query: (name) => event.queryStringParameters?.[name],
      header,
      headerLines: (name) => joinLines(event.multiValueHeaders, name),
    });
  }

  return async (event, context) => {
    const started = now();
    const { requestId } = event.requestContext;
    let result: Answer;
    let failure: unknown;
    try {
      result = await answer(event, context);
    } catch (error) {
      failure = error;
      result = toProblem(error, requestId);
      if (result.status >= 500) publishFailure(error);
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
        ...headersFor(findHeader(event.headers, 'origin')),
        ...result.headers,
      },
      body: result.body === undefined ? '' : write(result.body),
    };
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
