/** What the API's document says of a route beyond its place in the route table. No function loads it. */
import type * as z from 'zod/mini';
import type { RouteKeysOf, ServiceName } from '../../routes';
import type { ErrorCode } from '../errors';

/** A query parameter or a request header. */
export interface ParameterDescription {
  readonly name: string;
  readonly in: 'query' | 'header';
  readonly description: string;
  readonly schema: z.ZodMiniType;
}

/** A route. */
export interface RouteDescription {
  /** A few words. */
  readonly summary: string;
  /** @default - the summary says it all */
  readonly description?: string;
  /** The status of success, with the schema of its body, if it has one. @default 200, any JSON */
  readonly answers?: Readonly<
    Record<number, { readonly description: string; readonly schema?: z.ZodMiniType }>
  >;
  /** Problems of this route's own, besides those that its access and its body bring about. @default [] */
  readonly problems?: readonly ErrorCode[];
  /** @default [] */
  readonly parameters?: readonly ParameterDescription[];
}

/** The descriptions of a service's routes; a route without one gets a general one. */
export type RouteDescriptions<Service extends ServiceName> = {
  readonly [Key in RouteKeysOf<Service>]?: RouteDescription;
};
