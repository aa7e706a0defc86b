/** A request as a route's code sees it, typed by the route table and the route's body schema. */
import type * as z from 'zod/mini';
import type { Feature, RouteKeysOf, Routes, ServiceName } from '../../routes';
import type { Answer } from './answer';
import type { PageGate, PageVisit } from './page-gate';

/** The caller, as the authorizer identified it. */
export interface Caller {
  /** The account's id. */
  readonly sub: string;
  /** The session's id. */
  readonly sid: string;
  readonly username: string;
  readonly scopes: readonly string[];
  /** When the user was last authenticated, in epoch seconds. */
  readonly authTime: number;
  /** How the user was authenticated, as RFC 8176 values. Empty for a token that does not say so. */
  readonly amr: readonly string[];
}

/** A request to a route. */
export interface Request<Body, MaybeCaller> {
  /** The parsed body. Undefined on a route without a body. */
  readonly body: Body;
  /** Undefined on a public route. On a page, its visit. */
  readonly caller: MaybeCaller;
  /** The path as the client wrote it, including stage or base path, without the query. */
  readonly path: string;
  readonly requestId: string;
  /** The source address that API Gateway saw. */
  readonly sourceIp: string;
  /** Milliseconds until Lambda stops the function. */
  remainingMillis(): number;
  /** A path parameter, still percent-encoded, as API Gateway passes it on. */
  pathParameter(name: string): string;
  /** A query parameter. If it occurs twice, the last one. */
  query(name: string): string | undefined;
  /** A header, by its name in any case. If it occurs twice, the last one. */
  header(name: string): string | undefined;
  /**
   * A header whose value is a list, by its name in any case: all lines of that name as one (RFC 9110 section
   * 5.3).
   */
  headerLines(name: string): string | undefined;
}

/** The body schemas of one service, by route. A route without one has no body. */
export type BodySchemas<Service extends ServiceName> = {
  readonly [Key in RouteKeysOf<Service>]?: z.ZodMiniType;
};

type BodyOf<Schemas, Key> = Key extends keyof Schemas
  ? Schemas[Key] extends z.ZodMiniType
    ? z.output<Schemas[Key]>
    : undefined
  : undefined;

type CallerOf<Key extends keyof Routes> = Routes[Key]['access'] extends 'public'
  ? undefined
  : Routes[Key]['access'] extends 'page'
    ? PageVisit
    : Caller;

/**
 * The code of every route of a service, or of those in some parts of the API. A missing or a surplus route does
 * not compile.
 */
export type Operations<Service extends ServiceName, Schemas, Part extends Feature = Feature> = {
  readonly [Key in RouteKeysOf<Service, Part>]: (
    request: Request<BodyOf<Schemas, Key>, CallerOf<Key>>,
  ) => Answer | Promise<Answer>;
};

/** What a file on demand holds of the routes of one part of the API: the schemas of their bodies, and their code. */
export interface LoadedRoutes<Service extends ServiceName, Part extends Feature, Schemas = object> {
  readonly bodies: Schemas;
  readonly operations: Operations<Service, Schemas, Part>;
  /** Admits requests to its pages. @default - it has none: a request to one is an error of ours */
  readonly gate?: PageGate;
}
