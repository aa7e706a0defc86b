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

/** A member of a body that is sent. */
export interface MemberDescription {
  readonly description: string;
  /** One of JSON Schema or OpenAPI. @default - none */
  readonly format?: string;
}

/** An answer of success. */
export type AnswerDescription = {
  readonly description: string;
  /** Those that it always has, beside those of every answer. @default [] */
  readonly headers?: readonly ('ETag' | 'Last-Modified' | 'Location' | 'Retry-After')[];
} & (
  | { readonly schema?: never }
  | {
      readonly schema: z.ZodMiniType;
      /** A body as it comes back, tokens and the like cut short. */
      readonly example: Readonly<Record<string, unknown>>;
    }
);

/** A route. */
export interface RouteDescription {
  /** A few words. */
  readonly summary: string;
  /** @default - the summary says it all */
  readonly description?: string;
  /** Members of the body by name. @default - their schema says it all */
  readonly body?: Readonly<Record<string, MemberDescription>>;
  /** By status. @default 200, any JSON */
  readonly answers?: Readonly<Record<number, AnswerDescription>>;
  /** Problems of this route's own, besides those that its access and its body bring about. @default [] */
  readonly problems?: readonly ErrorCode[];
  /** @default [] */
  readonly parameters?: readonly ParameterDescription[];
}

/** The descriptions of a service's routes; a route without one gets a general one. */
export type RouteDescriptions<Service extends ServiceName> = {
  readonly [Key in RouteKeysOf<Service>]?: RouteDescription;
};
