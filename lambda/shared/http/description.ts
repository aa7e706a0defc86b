/** A route's part of the OpenAPI document, beyond the route table. No function loads it. */
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

/** A member of a request body. */
export interface MemberDescription {
  readonly description: string;
  /** A format of JSON Schema or OpenAPI. @default - none */
  readonly format?: string;
}

/** A successful response. */
export type AnswerDescription = {
  readonly description: string;
  /** The headers that it always has, in addition to those of every response. @default [] */
  readonly headers?: readonly ('ETag' | 'Last-Modified' | 'Location' | 'Retry-After')[];
} & (
  | { readonly schema?: never; readonly mediaType?: never }
  | {
      /** The type of a body that is not JSON. */
      readonly mediaType: 'text/html';
      readonly schema?: never;
    }
  | {
      readonly schema: z.ZodMiniType;
      readonly mediaType?: never;
      /** An example body, with tokens and similar values shortened. */
      readonly example: Readonly<Record<string, unknown>>;
    }
);

/** A route. */
export interface RouteDescription {
  /** A few words. */
  readonly summary: string;
  /** @default - the summary is enough */
  readonly description?: string;
  /** The fields of a form, for a route that takes one in place of JSON. @default - the route takes JSON, or no body */
  readonly form?: z.ZodMiniType;
  /** Members of the body by name. @default - their schema is enough */
  readonly body?: Readonly<Record<string, MemberDescription>>;
  /** By status. @default 200, any JSON */
  readonly answers?: Readonly<Record<number, AnswerDescription>>;
  /** The route's own problems, in addition to those that its access and its body cause. @default [] */
  readonly problems?: readonly ErrorCode[];
  /** @default [] */
  readonly parameters?: readonly ParameterDescription[];
}

/** The descriptions of a service's routes. A route without one gets a general one. */
export type RouteDescriptions<Service extends ServiceName> = {
  readonly [Key in RouteKeysOf<Service>]?: RouteDescription;
};
