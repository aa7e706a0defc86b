/**
 * The routes of second factors, for openapi-fetch. Replace them by `paths` of api-types.ts once the API's document
 * describes them.
 */

interface None {
  parameters: { path?: never; query?: never; header?: never; cookie?: never };
}

interface ById {
  parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
}

interface Json<Content> {
  content: { 'application/json': Content };
}

/** The routes, by path and method. */
export interface FactorPaths {
  '/users/me/factors': {
    get: None & {
      requestBody?: never;
      responses: {
        200: Json<{
          items: { id: string; kind: 'totp'; name: string; addedAt: string; lastUsedAt?: string }[];
          recovery_codes_left: number;
        }>;
      };
    };
  };
  '/users/me/factors/totp': {
    post: None & {
      requestBody: Json<{ name?: string }>;
      responses: { 201: Json<{ id: string; secret: string; uri: string; qr_svg: string }> };
    };
  };
  '/users/me/factors/totp/{id}/confirm': {
    post: ById & {
      requestBody: Json<{ code: string }>;
      responses: { 200: Json<{ recovery_codes: string[] }> };
    };
  };
  '/users/me/factors/{id}': {
    delete: ById & { requestBody?: never; responses: { 204: { content?: never } } };
  };
  '/users/me/recovery-codes': {
    post: None & { requestBody?: never; responses: { 200: Json<{ recovery_codes: string[] }> } };
  };
  '/sessions/challenge': {
    post: None & {
      requestBody: Json<{ challenge: string; kind: string; code: string; email_code?: string }>;
      responses: { 201: Json<object> };
    };
  };
  '/sessions/challenge/totp': {
    post: None & {
      requestBody: Json<{ challenge: string }>;
      responses: { 201: Json<{ id: string; secret: string; uri: string; qr_svg: string }> };
    };
  };
  '/sessions/current/step-up': {
    post: None & {
      requestBody: Json<{ password?: string; kind?: string; code?: string }>;
      responses: { 200: Json<object> };
    };
  };
}
