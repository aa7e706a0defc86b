/** The route table: every method and path of the API, the service that answers it, and who may call it. */

/** A function of the API; each is one folder under `lambda/`. */
export type ServiceName = 'auth' | 'foo' | 'discovery';

/** The HTTP methods that a route may have. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A route's name: its method and its API Gateway resource path, such as `GET /foo/{id}`. */
export type RouteKey = `${Method} /${string}`;

/** What the table says of one route. */
export interface Route {
  /** The service whose handler answers. */
  readonly service: ServiceName;
  /** `public`: anyone; `signed-in`: whoever presents a valid access token. */
  readonly access: 'public' | 'signed-in';
  /**
   * A scope that the token has to carry as well (RFC 6749 section 3.3).
   * @default - any signed-in user may call
   */
  readonly scope?: string;
}

export const routes = {
  'POST /users': { service: 'auth', access: 'public' },
  'GET /users/me': { service: 'auth', access: 'signed-in' },
  'DELETE /users/me': { service: 'auth', access: 'signed-in' },
  'GET /users/me/export': { service: 'auth', access: 'signed-in' },
  'PUT /users/me/password': { service: 'auth', access: 'signed-in' },
  'POST /sessions/create': { service: 'auth', access: 'public' },
  'POST /sessions/refresh': { service: 'auth', access: 'public' },
  'GET /sessions': { service: 'auth', access: 'signed-in' },
  'DELETE /sessions': { service: 'auth', access: 'signed-in' },
  'DELETE /sessions/current': { service: 'auth', access: 'signed-in' },
  'DELETE /sessions/{id}': { service: 'auth', access: 'signed-in' },
  'POST /foo': { service: 'foo', access: 'signed-in' },
  'GET /foo': { service: 'foo', access: 'signed-in' },
  'GET /foo/{id}': { service: 'foo', access: 'signed-in' },
  'PUT /foo/{id}': { service: 'foo', access: 'signed-in' },
  'DELETE /foo/{id}': { service: 'foo', access: 'signed-in' },
  'GET /.well-known/jwks.json': { service: 'discovery', access: 'public' },
  'GET /.well-known/openid-configuration': { service: 'discovery', access: 'public' },
  'GET /openapi.json': { service: 'discovery', access: 'public' },
} as const satisfies Record<RouteKey, Route>;

/** The route table's type, for deriving others from it. */
export type Routes = typeof routes;

/** The keys of the routes that one service answers. */
export type RouteKeysOf<Service extends ServiceName> = {
  [Key in keyof Routes]: Routes[Key]['service'] extends Service ? Key : never;
}[keyof Routes];
