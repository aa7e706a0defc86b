/** The code of routes, typed by the route table and the schemas of their bodies. */
import type * as z from 'zod/mini';
import type { Feature, RouteKeysOf, Routes, ServiceName } from '../routes';
import type { Answer } from './http/answer';
import type { PageGate, PageVisit } from './http/page-gate';
import type { RawBody } from './http/parse-body';
import type { Caller, Request } from './http/request';

/** The body schemas of one service, by route. A route without one has no body. */
export type BodySchemas<Service extends ServiceName> = {
  readonly [Key in RouteKeysOf<Service>]?: z.ZodMiniType;
};

type BodyOf<Schemas, Key extends keyof Routes> = Routes[Key] extends { readonly takesForm: true }
  ? RawBody
  : ParsedBodyOf<Schemas, Key>;

type ParsedBodyOf<Schemas, Key> = Key extends keyof Schemas
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
