/** What a route's code sees of a request: typed by the route table and the route's body schema. */
import type * as z from 'zod/mini';
import type { RouteKeysOf, Routes, ServiceName } from '../../routes';
import type { Answer } from './answer';

/** Who calls, as the authorizer says. */
export interface Caller {
  /** The account's id. */
  readonly sub: string;
  /** The session's id. */
  readonly sid: string;
  readonly username: string;
  readonly scopes: readonly string[];
  /** When the password was last verified, in epoch seconds. */
  readonly authTime: number;
}

/** A request to a route. */
export interface Request<Body, MaybeCaller> {
  /** The parsed body; undefined on a route that reads none. */
  readonly body: Body;
  /** Undefined on a public route. */
  readonly caller: MaybeCaller;
  /** The path that the client wrote, stage or base path and all, without the query. */
  readonly path: string;
  readonly requestId: string;
  /** The address that API Gateway saw the request come from. */
  readonly sourceIp: string;
  /** Milliseconds until the function is stopped. */
  remainingMillis(): number;
  /** A part of the path, still percent-encoded, as API Gateway hands it on. */
  pathParameter(name: string): string;
  /** A query parameter; the last one when it came twice. */
  query(name: string): string | undefined;
  /** A header, its name in any case; the last one when it came twice. */
  header(name: string): string | undefined;
  /** A header whose value is a list, its name in any case: all lines of that name as one (RFC 9110 section 5.3). */
  headerLines(name: string): string | undefined;
}

/** The body schemas of one service, by route; a route without one reads no body. */
export type BodySchemas<Service extends ServiceName> = {
  readonly [Key in RouteKeysOf<Service>]?: z.ZodMiniType;
};

type BodyOf<Schemas, Key> = Key extends keyof Schemas
  ? Schemas[Key] extends z.ZodMiniType
    ? z.output<Schemas[Key]>
    : undefined
  : undefined;

type CallerOf<Key extends keyof Routes> = Routes[Key]['access'] extends 'public' ? undefined : Caller;

/** The code of every route of a service: one too few or one too many does not compile. */
export type Operations<Service extends ServiceName, Schemas> = {
  readonly [Key in RouteKeysOf<Service>]: (
    request: Request<BodyOf<Schemas, Key>, CallerOf<Key>>,
  ) => Answer | Promise<Answer>;
};
