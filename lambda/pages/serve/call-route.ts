/** Calls the code of a route of the API from a page. */
import type * as z from 'zod/mini';
import type { Answer } from '../../shared/http/answer';
import type { PageVisit } from '../../shared/http/page-gate';
import { parseBody } from '../../shared/http/parse-body';
import type { Caller, Request } from '../../shared/http/request';
import type { VisitedPage } from './page-kit';

/** The code of routes, with the schemas of their bodies. */
interface RouteCode {
  readonly bodies: object;
  readonly operations: object;
}

/** A call of a route. */
export interface RouteCall {
  /** The request to the page. */
  readonly request: VisitedPage;
  /** The body, as an API client would send it. Members that are undefined are left out. @default - the route has none */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Path parameters. @default - those of the page, which has none */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Calls the code of a route, and returns its response. The body passes all checks that one of an API client passes. The
 * caller is the user of the session of the pages. The page must be one that the gate admits only with a session, if the
 * route is not public.
 * @throws the errors of `parseBody` and of the route
 */
export async function callRoute<Code extends RouteCode>(
  code: Code,
  key: keyof Code['operations'] & string,
  { request, body, parameters = {} }: RouteCall,
): Promise<Answer> {
  const schema = (code.bodies as Readonly<Record<string, z.ZodMiniType | undefined>>)[key];
  const call = (code.operations as Readonly<Record<string, RouteOperation>>)[key] as RouteOperation;
  return call({
    ...request,
    caller: callerOf(request.caller),
    body: schema && parseBody(toRawBody(body), schema),
    pathParameter: (name) => parameters[name] ?? request.pathParameter(name),
  });
}

type RouteOperation = (request: Request<unknown, Caller | undefined>) => Answer | Promise<Answer>;

const callerOf = ({ caller }: Pick<PageVisit, 'caller'>) => caller;

function toRawBody(body: object = {}) {
  return { text: JSON.stringify(body), isBase64Encoded: false, contentType: 'application/json' };
}
