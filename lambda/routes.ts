/** The route table: every method and path of the API, the service that answers it, and its access. */

/** A function of the API. Each has a folder under `lambda/`. */
export type ServiceName = 'auth' | 'factors' | 'foo' | 'discovery';

/** The HTTP methods that a route may have. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A route's name: its method and its API Gateway resource path, such as `GET /foo/{id}`. */
export type RouteKey = `${Method} /${string}`;

/**
 * The authentication that a route requires beyond a valid token (RFC 9470). The authorizer demands it. Routes of `auth`
 * demand it themselves, by the account: see `requireStepUp`.
 */
export interface StepUp {
  /** How many seconds ago the user may have been authenticated at most. */
  readonly maxAgeSeconds: number;
  /**
   * Methods that the authentication must include, as RFC 8176 values. With `mfa`, accounts without a second factor can
   * never call the route.
   * @default - any method
   */
  readonly amr?: readonly ['mfa'];
}

/** One route of the table. */
export interface Route {
  /** The service whose handler answers. */
  readonly service: ServiceName;
  /**
   * `public`: any caller. `signed-in`: a caller with a valid access token. `page`: a browser, which API Gateway lets pass. The
   * dispatcher then has the page's gate check its cookies and the origin of its form: see shared/http/page-gate.ts.
   */
  readonly access: 'public' | 'signed-in' | 'page';
  /**
   * A scope that the token must also carry (RFC 6749 section 3.3).
   * @default - any signed-in user may call
   */
  readonly scope?: string;
  /** Whether the body is a form, which the route's code parses itself. @default false */
  readonly takesForm?: boolean;
  /** @default - any valid token suffices, however old its authentication */
  readonly stepUp?: StepUp;
}

/** Parts of the API that a stage either serves or leaves out. */
export const optionalFeatures = [
  'example',
  'email',
  'factors',
  'passkeys',
  'passkey-sign-up',
  'related-origins',
  'pages',
  'activity',
] as const;

/** An optional part of the API. */
export type OptionalFeature = (typeof optionalFeatures)[number];

/** The part of the API that a route belongs to. Every stage serves `core`. */
export type Feature = 'core' | OptionalFeature;

/** A route of this API. A stage serves it together with its feature. */
export interface FeatureRoute extends Route {
  readonly feature: Feature;
}

/** A route for an account's own e-mail address. */
const emailRoute = { feature: 'email', service: 'auth', access: 'signed-in' } as const;

/** A route for an account's own second factors. */
const factorRoute = { feature: 'factors', service: 'factors', access: 'signed-in' } as const;

/** A route for an account's own passkeys, and for the switch of its second factor. */
const passkeyRoute = { feature: 'passkeys', service: 'factors', access: 'signed-in' } as const;

/** A route for sign-ins by a passkey. */
const passkeySignInRoute = { feature: 'passkeys', service: 'auth', access: 'public' } as const;

/** A page for browsers, and the forms that it sends. */
const page = { feature: 'pages', service: 'auth', access: 'page' } as const;

/** A page about second factors, whose secrets only `factors` encrypts. */
const factorPage = { feature: 'pages', service: 'factors', access: 'page' } as const;

/** A page that the link of a mail opens. */
const linkPage = { feature: 'email', service: 'discovery', access: 'public' } as const;

export const routes = {
  'POST /users': { feature: 'core', service: 'auth', access: 'public' },
  'POST /users/passkey/options': { feature: 'passkey-sign-up', service: 'auth', access: 'public' },
  'GET /users/me': { feature: 'core', service: 'auth', access: 'signed-in' },
  'DELETE /users/me': { feature: 'core', service: 'auth', access: 'signed-in' },
  'GET /users/me/export': { feature: 'core', service: 'auth', access: 'signed-in' },
  'PUT /users/me/username': { feature: 'core', service: 'auth', access: 'signed-in' },
  'PUT /users/me/password': { feature: 'core', service: 'auth', access: 'signed-in' },
  'PUT /users/me/email': emailRoute,
  'DELETE /users/me/email': emailRoute,
  'POST /users/me/email/verification': emailRoute,
  'DELETE /users/me/email/verification': emailRoute,
  'GET /users/me/factors': factorRoute,
  'POST /users/me/factors/totp': factorRoute,
  'POST /users/me/factors/totp/{id}/confirm': { feature: 'factors', service: 'auth', access: 'signed-in' },
  'DELETE /users/me/factors/reset': factorRoute,
  'DELETE /users/me/factors/{id}': factorRoute,
  'POST /users/me/recovery-codes': factorRoute,
  'POST /users/me/passkeys/options': passkeyRoute,
  'POST /users/me/passkeys': passkeyRoute,
  'GET /users/me/passkeys': passkeyRoute,
  'PATCH /users/me/passkeys/{id}': passkeyRoute,
  'DELETE /users/me/passkeys/{id}': passkeyRoute,
  'PUT /users/me/second-factor': passkeyRoute,
  'DELETE /users/me/second-factor': passkeyRoute,
  'POST /password-resets': { feature: 'email', service: 'auth', access: 'public' },
  'POST /password-resets/confirm': { feature: 'email', service: 'auth', access: 'public' },
  'POST /sessions/create': { feature: 'core', service: 'auth', access: 'public' },
  'POST /sessions/passkey/options': passkeySignInRoute,
  'POST /sessions/passkey': passkeySignInRoute,
  'POST /sessions/challenge': { feature: 'factors', service: 'auth', access: 'public' },
  'POST /sessions/challenge/totp': { feature: 'factors', service: 'factors', access: 'public' },
  'POST /sessions/current/step-up': { feature: 'factors', service: 'auth', access: 'signed-in' },
  'POST /sessions/current/step-up/options': { feature: 'passkeys', service: 'auth', access: 'signed-in' },
  'POST /sessions/refresh': { feature: 'core', service: 'auth', access: 'public' },
  'GET /sessions': { feature: 'core', service: 'auth', access: 'signed-in' },
  'DELETE /sessions': { feature: 'core', service: 'auth', access: 'signed-in' },
  'DELETE /sessions/current': { feature: 'core', service: 'auth', access: 'signed-in' },
  'DELETE /sessions/{id}': { feature: 'core', service: 'auth', access: 'signed-in' },
  'POST /foo': { feature: 'example', service: 'foo', access: 'signed-in' },
  'GET /foo': { feature: 'example', service: 'foo', access: 'signed-in' },
  'GET /foo/{id}': { feature: 'example', service: 'foo', access: 'signed-in' },
  'PUT /foo/{id}': { feature: 'example', service: 'foo', access: 'signed-in' },
  'DELETE /foo/{id}': { feature: 'example', service: 'foo', access: 'signed-in' },
  'GET /.well-known/jwks.json': { feature: 'core', service: 'discovery', access: 'public' },
  'GET /.well-known/oauth-authorization-server': { feature: 'core', service: 'discovery', access: 'public' },
  'GET /.well-known/openid-configuration': { feature: 'core', service: 'discovery', access: 'public' },
  'GET /.well-known/webauthn': { feature: 'related-origins', service: 'discovery', access: 'public' },
  'GET /.well-known/change-password': { feature: 'pages', service: 'discovery', access: 'public' },
  'GET /verify-email': linkPage,
  'GET /reset-password': linkPage,
  'GET /sign-in': page,
  'POST /sign-in': page,
  'GET /second-factor': page,
  'POST /second-factor': page,
  'GET /second-factor/enrolment': factorPage,
  'POST /second-factor/enrolment': factorPage,
  'GET /sign-up': page,
  'POST /sign-up': page,
  'GET /forgot-password': page,
  'POST /forgot-password': page,
  'GET /confirm': page,
  'POST /confirm': page,
  'GET /account': page,
  'POST /account': page,
  'GET /account/factors': factorPage,
  'POST /account/factors': factorPage,
  'GET /signed-out': page,
  'GET /oauth2/authorize': page,
  'POST /oauth2/token': { feature: 'pages', service: 'auth', access: 'public', takesForm: true },
  'GET /openapi.json': { feature: 'core', service: 'discovery', access: 'public' },
} as const satisfies Record<RouteKey, FeatureRoute>;

/**
 * The signed-in routes that also serve accounts without a verified address, in a stage that demands one. Every other
 * signed-in route requires `VERIFIED_SCOPE`, or a scope of its own, which the tokens of such accounts do not carry.
 */
export const unverifiedRoutes = [
  'GET /users/me',
  'DELETE /users/me',
  'GET /users/me/export',
  'PUT /users/me/email',
  'DELETE /users/me/email',
  'POST /users/me/email/verification',
  'DELETE /users/me/email/verification',
  'POST /sessions/current/step-up',
  'POST /sessions/current/step-up/options',
  'DELETE /sessions',
  'DELETE /sessions/current',
  'DELETE /sessions/{id}',
] as const satisfies readonly (keyof typeof routes)[];

/**
 * The scope of accounts with a verified address, in a stage that demands one. Their tokens carry it besides the
 * scopes of the account.
 */
export const VERIFIED_SCOPE = 'email_verified';

/** The route table's type. */
export type Routes = typeof routes;

/** The keys of the routes that one service answers. @template Part only the routes of these parts of the API */
export type RouteKeysOf<Service extends ServiceName, Part extends Feature = Feature> = {
  [Key in keyof Routes]: Routes[Key] extends { readonly service: Service; readonly feature: Part }
    ? Key
    : never;
}[keyof Routes];
