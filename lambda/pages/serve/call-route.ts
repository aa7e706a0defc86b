/** Calls a route of the API from a page, with a body that its schema has checked. */
import type * as z from 'zod/mini';
import type { Answer } from '../../shared/http/answer';
import { validateBody } from '../../shared/http/parse-body';
import type { Caller } from '../../shared/http/request';
import type { VisitedPage } from './page-kit';

/** The code of routes: the bundle's own, or that of a file on demand. */
export interface RouteCode {
  readonly bodies: object;
  readonly operations: object;
}

/** What a route is called with. */
export interface RouteCall {
  /** The request to the page. */
  readonly request: VisitedPage;
  /** @default - the route has no body */
  readonly body?: unknown;
  /** @default - the route is public */
  readonly caller?: Caller | undefined;
}

type Operation = (request: unknown) => Answer | Promise<Answer>;

/**
 * Calls a route.
 * @throws ValidationError when the schema of the route refuses the body
 */
export async function callRoute<Code extends RouteCode>(
  { bodies, operations }: Code,
  key: keyof Code['operations'] & string,
  { request, body, caller }: RouteCall,
): Promise<Answer> {
  const schema = (bodies as Readonly<Record<string, z.ZodMiniType | undefined>>)[key];
  const call = (operations as Readonly<Record<string, Operation>>)[key] as Operation;
  return call({ ...request, caller, body: schema && validateBody(body, schema) });
}
