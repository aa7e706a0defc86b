/** The types of the API, which `npm run openapi` writes: whoever edits them changes nothing but this file. */

/** What the `code` of a problem may be. */
export type ProblemCode =
  | "CONCURRENT_CHANGE"
  | "DEPENDENCY_UNAVAILABLE"
  | "IDEMPOTENCY_KEY_REUSED"
  | "INTERNAL"
  | "INVALID_CREDENTIALS"
  | "INVALID_CURRENT_PASSWORD"
  | "INVALID_REFRESH_TOKEN"
  | "INVALID_REQUEST_BODY"
  | "NOT_FOUND"
  | "PASSWORD_CHANGE_REQUIRED"
  | "PAYLOAD_TOO_LARGE"
  | "PRECONDITION_FAILED"
  | "REAUTHENTICATION_REQUIRED"
  | "REFRESH_TOKEN_REUSED"
  | "REQUEST_FILTERED"
  | "REQUEST_REFUSED"
  | "TIMEOUT"
  | "TOO_MANY_ATTEMPTS"
  | "TOO_MANY_FOOS"
  | "TOO_MANY_REQUESTS"
  | "TOO_MANY_USERNAME_CHANGES"
  | "UNAUTHORIZED"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "USERNAME_TAKEN"
  | "VALIDATION_FAILED";

/** Every route, by path and method. */
export interface paths {
  "/users": {
    /** Register */
    post: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            /** 3 to 64 characters of a-z, 0-9 and . _ + - after NFKC. Upper case counts as lower case, and is shown as it was sent. */
            username: string;
            /** 15 to 256 characters, unless the stage sets other bounds. None that is tried first, and little more than the username is refused. */
            password: string;
          };
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Registration"];
          };
        };
        400: components["responses"]["VALIDATION_FAILED.INVALID_REQUEST_BODY"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        409: components["responses"]["USERNAME_TAKEN"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
        429: components["responses"]["TOO_MANY_ATTEMPTS.TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/users/me": {
    /** Show my account */
    get: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Profile"];
          };
        };
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
    /** Delete my account */
    delete: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        202: { content?: never };
        204: { content?: never };
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REAUTHENTICATION_REQUIRED.REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/users/me/export": {
    /** Export everything stored about me */
    get: {
      parameters: {
        path?: never;
        query?: {
          /** The cursor of the page before. */
          cursor?: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          content: {
            "application/json": {
              items: Array<{
                type: string;
                [name: string]: unknown;
              }>;
              cursor?: string;
            };
          };
        };
        400: components["responses"]["VALIDATION_FAILED"];
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/users/me/username": {
    /** Change my username */
    put: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            /** 3 to 64 characters of a-z, 0-9 and . _ + - after NFKC. Upper case counts as lower case, and is shown as it was sent. */
            username: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Profile"];
          };
        };
        400: components["responses"]["VALIDATION_FAILED.INVALID_REQUEST_BODY"];
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REAUTHENTICATION_REQUIRED.REQUEST_FILTERED.REQUEST_REFUSED"];
        409: components["responses"]["USERNAME_TAKEN.CONCURRENT_CHANGE"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
        429: components["responses"]["TOO_MANY_USERNAME_CHANGES.TOO_MANY_ATTEMPTS.TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/users/me/password": {
    /** Change my password */
    put: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            /** The password of the account. */
            current_password: string;
            /** 15 to 256 characters, unless the stage sets other bounds. None that is tried first, and little more than the username is refused. */
            new_password: string;
          };
        };
      };
      responses: {
        204: { content?: never };
        400: components["responses"]["VALIDATION_FAILED.INVALID_REQUEST_BODY"];
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["INVALID_CURRENT_PASSWORD.REQUEST_FILTERED.REQUEST_REFUSED"];
        409: components["responses"]["CONCURRENT_CHANGE"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
        429: components["responses"]["TOO_MANY_ATTEMPTS.TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/sessions/create": {
    /** Sign in */
    post: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            /** In any of its spellings: upper case counts as lower case. */
            username: string;
            /** The password of the account. */
            password: string;
            /** Only after PASSWORD_CHANGE_REQUIRED: replaces the temporary password. 15 to 256 characters, unless the stage sets other bounds. None that is tried first, and little more than the username is refused. */
            new_password?: string;
            /** The device_token of the last sign-in on this device, if there was one. */
            device_token?: string;
          };
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["SignIn"];
          };
        };
        400: components["responses"]["VALIDATION_FAILED.INVALID_REQUEST_BODY"];
        401: components["responses"]["INVALID_CREDENTIALS"];
        403: components["responses"]["PASSWORD_CHANGE_REQUIRED.REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
        429: components["responses"]["TOO_MANY_ATTEMPTS.TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/sessions/refresh": {
    /** Get the next tokens */
    post: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            /** The refresh_token of the last sign-in or refresh. */
            refresh_token: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Tokens"];
          };
        };
        400: components["responses"]["VALIDATION_FAILED.INVALID_REQUEST_BODY"];
        401: components["responses"]["INVALID_REFRESH_TOKEN.REFRESH_TOKEN_REUSED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        409: components["responses"]["CONCURRENT_CHANGE"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/sessions": {
    /** List my sessions */
    get: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          content: {
            "application/json": {
              items: Array<components["schemas"]["Session"]>;
            };
          };
        };
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
    /** Sign out everywhere */
    delete: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        204: { content?: never };
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/sessions/current": {
    /** Sign out */
    delete: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        204: { content?: never };
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/sessions/{id}": {
    /** End one of my sessions */
    delete: {
      parameters: {
        path: {
          id: string;
        };
        query?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { content?: never };
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        404: components["responses"]["NOT_FOUND"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/foo": {
    /** Create a foo */
    post: {
      parameters: {
        path?: never;
        query?: never;
        header?: {
          /** Requests with the same key create one foo, and get the same answer, also after the foo was changed or deleted. */
          "Idempotency-Key"?: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** What it is called. No NUL. */
            name: string;
            /** Anything else about it. No NUL. */
            note?: string;
          };
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Foo"];
          };
        };
        400: components["responses"]["VALIDATION_FAILED.INVALID_REQUEST_BODY"];
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        409: components["responses"]["TOO_MANY_FOOS.CONCURRENT_CHANGE"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
        422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
    /** List my foos */
    get: {
      parameters: {
        path?: never;
        query?: {
          /** How many. */
          limit?: number;
          /** The cursor of the page before. */
          cursor?: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          content: {
            "application/json": {
              items: Array<components["schemas"]["Foo"]>;
              cursor?: string;
            };
          };
        };
        400: components["responses"]["VALIDATION_FAILED"];
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/foo/{id}": {
    /** Show a foo */
    get: {
      parameters: {
        path: {
          id: string;
        };
        query?: never;
        header?: {
          /** Answer 304 if the foo has one of these entity tags. */
          "If-None-Match"?: string;
          /** Answer 304 unless the foo was changed after this date. Ignored beside `If-None-Match`. */
          "If-Modified-Since"?: string;
          /** Answer 412 unless the foo has one of these entity tags; `*` for any. */
          "If-Match"?: string;
          /** Answer 412 if the foo was changed after this date, which is by the second: two changes within one look alike. `If-Match` sees every change. */
          "If-Unmodified-Since"?: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Foo"];
          };
        };
        304: { content?: never };
        400: components["responses"]["VALIDATION_FAILED"];
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        404: components["responses"]["NOT_FOUND"];
        412: components["responses"]["PRECONDITION_FAILED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
    /** Replace a foo */
    put: {
      parameters: {
        path: {
          id: string;
        };
        query?: never;
        header?: {
          /** Answer 412 unless the foo has one of these entity tags; `*` for any. */
          "If-Match"?: string;
          /** Answer 412 if the foo was changed after this date, which is by the second: two changes within one look alike. `If-Match` sees every change. */
          "If-Unmodified-Since"?: string;
          /** Answer 412 if the foo has one of these entity tags. */
          "If-None-Match"?: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** What it is called. No NUL. */
            name: string;
            /** Anything else about it. No NUL. */
            note?: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Foo"];
          };
        };
        400: components["responses"]["VALIDATION_FAILED.INVALID_REQUEST_BODY"];
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        404: components["responses"]["NOT_FOUND"];
        409: components["responses"]["CONCURRENT_CHANGE"];
        412: components["responses"]["PRECONDITION_FAILED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
    /** Delete a foo */
    delete: {
      parameters: {
        path: {
          id: string;
        };
        query?: never;
        header?: {
          /** Answer 412 unless the foo has one of these entity tags; `*` for any. */
          "If-Match"?: string;
          /** Answer 412 if the foo was changed after this date, which is by the second: two changes within one look alike. `If-Match` sees every change. */
          "If-Unmodified-Since"?: string;
          /** Answer 412 if the foo has one of these entity tags. */
          "If-None-Match"?: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { content?: never };
        400: components["responses"]["VALIDATION_FAILED"];
        401: components["responses"]["UNAUTHORIZED"];
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        404: components["responses"]["NOT_FOUND"];
        409: components["responses"]["CONCURRENT_CHANGE"];
        412: components["responses"]["PRECONDITION_FAILED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/.well-known/jwks.json": {
    /** Show the public keys of the tokens */
    get: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          content: {
            "application/json": {
              keys: Array<{
                kty: "RSA";
                n: string;
                e: string;
                alg: "RS256";
                use: "sig";
                kid: string;
              }>;
            };
          };
        };
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/.well-known/oauth-authorization-server": {
    /** Show the metadata of the issuer */
    get: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          content: {
            "application/json": {
              issuer: string;
              jwks_uri: string;
              response_types_supported: Array<string>;
              subject_types_supported: Array<string>;
              id_token_signing_alg_values_supported: Array<string>;
            };
          };
        };
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/.well-known/openid-configuration": {
    /** Show what verifiers of the tokens need to know */
    get: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          content: {
            "application/json": {
              issuer: string;
              jwks_uri: string;
              response_types_supported: Array<string>;
              subject_types_supported: Array<string>;
              id_token_signing_alg_values_supported: Array<string>;
            };
          };
        };
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
  "/openapi.json": {
    /** Show this document */
    get: {
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          content: {
            "application/json": {
              openapi: string;
              [name: string]: unknown;
            };
          };
        };
        403: components["responses"]["REQUEST_FILTERED.REQUEST_REFUSED"];
        413: components["responses"]["PAYLOAD_TOO_LARGE"];
        429: components["responses"]["TOO_MANY_REQUESTS"];
        500: components["responses"]["INTERNAL"];
        503: components["responses"]["DEPENDENCY_UNAVAILABLE"];
        504: components["responses"]["TIMEOUT"];
        "default": components["responses"]["REQUEST_REFUSED.INTERNAL.default"];
      };
    };
  };
}

/** What routes have in common. */
export interface components {
  schemas: {
    /** A problem (RFC 9457). `code` is stable; `errors` names each fault of a request. */
    Problem: {
      type: string;
      title: string;
      status?: number;
      detail: string;
      code: string;
      requestId: string;
      errors?: Array<{
        detail: string;
        /** A JSON Pointer into the body. */
        pointer?: string;
        /** A query parameter. */
        parameter?: string;
        /** A request header. */
        header?: string;
      }>;
    };
    Registration: {
      /** A JWT (RFC 9068). */
      access_token: string;
      /** The access token once more, for older clients. Not an OpenID Connect ID Token. */
      id_token: string;
      token_type: "Bearer";
      /** Seconds. */
      expires_in: number;
      /** For `POST /sessions/refresh`. Opaque, and good once. */
      refresh_token: string;
      /** For the next sign-in of this device: its attempts are counted apart from strangers’. */
      device_token: string;
      user: components["schemas"]["User"];
    };
    User: {
      /** Identifies the account, as `sub` does in its tokens. It never changes. */
      id: string;
      /** For display and for sign-in. It can change: identify the account by its `id`. */
      username: string;
      /** ISO 8601, UTC. */
      createdAt: string;
    };
    Profile: {
      /** Identifies the account, as `sub` does in its tokens. It never changes. */
      id: string;
      /** For display and for sign-in. It can change: identify the account by its `id`. */
      username: string;
      /** ISO 8601, UTC. */
      createdAt: string;
      scopes: Array<string>;
    };
    SignIn: {
      /** A JWT (RFC 9068). */
      access_token: string;
      /** The access token once more, for older clients. Not an OpenID Connect ID Token. */
      id_token: string;
      token_type: "Bearer";
      /** Seconds. */
      expires_in: number;
      /** For `POST /sessions/refresh`. Opaque, and good once. */
      refresh_token: string;
      /** For the next sign-in of this device: its attempts are counted apart from strangers’. */
      device_token: string;
    };
    Tokens: {
      /** A JWT (RFC 9068). */
      access_token: string;
      /** The access token once more, for older clients. Not an OpenID Connect ID Token. */
      id_token: string;
      token_type: "Bearer";
      /** Seconds. */
      expires_in: number;
      /** For `POST /sessions/refresh`. Opaque, and good once. */
      refresh_token: string;
    };
    Session: {
      id: string;
      /** ISO 8601, UTC. */
      createdAt: string;
      /** ISO 8601, UTC. */
      lastUsedAt: string;
      userAgent?: string;
      ip?: string;
      /** Whether this request belongs to it. */
      current: boolean;
    };
    Foo: {
      id: string;
      name: string;
      note?: string;
      createdAt: string;
      updatedAt: string;
    };
  };
  responses: {
    /** This username is taken. */
    USERNAME_TAKEN: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "USERNAME_TAKEN";
        };
      };
    };
    /** Too many attempts. Wait as long as Retry-After says, in seconds, and try again. Or: Too many requests come at once. Try again. */
    "TOO_MANY_ATTEMPTS.TOO_MANY_REQUESTS": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "TOO_MANY_ATTEMPTS" | "TOO_MANY_REQUESTS";
        };
      };
    };
    /** The request is not valid. See errors for each fault. Or: Send a JSON object as the body. Its strings must not exceed the limits of the route. */
    "VALIDATION_FAILED.INVALID_REQUEST_BODY": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "VALIDATION_FAILED" | "INVALID_REQUEST_BODY";
        };
      };
    };
    /** Send the body as application/json. */
    UNSUPPORTED_MEDIA_TYPE: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "UNSUPPORTED_MEDIA_TYPE";
        };
      };
    };
    /** The request is too large: a body may have 8192 bytes. */
    PAYLOAD_TOO_LARGE: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "PAYLOAD_TOO_LARGE";
        };
      };
    };
    /** A firewall refused the request. Or: The request was refused. */
    "REQUEST_FILTERED.REQUEST_REFUSED": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "REQUEST_FILTERED" | "REQUEST_REFUSED";
        };
      };
    };
    /** The request was refused. Or: Something went wrong on our side. Quote the request id when you report it. */
    "REQUEST_REFUSED.INTERNAL.default": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "REQUEST_REFUSED" | "INTERNAL";
        };
      };
    };
    /** Something went wrong on our side. Quote the request id when you report it. */
    INTERNAL: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "INTERNAL";
        };
      };
    };
    /** A service this request needs did not answer in time. Try again. */
    DEPENDENCY_UNAVAILABLE: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "DEPENDENCY_UNAVAILABLE";
        };
      };
    };
    /** The answer took too long. Try again. */
    TIMEOUT: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "TIMEOUT";
        };
      };
    };
    /** Send a valid access token: Authorization: Bearer <access_token>. */
    UNAUTHORIZED: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "UNAUTHORIZED";
        };
      };
    };
    /** Too many requests come at once. Try again. */
    TOO_MANY_REQUESTS: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "TOO_MANY_REQUESTS";
        };
      };
    };
    /** This needs a recent sign-in. Sign in again and repeat the request. Or: A firewall refused the request. Or: The request was refused. */
    "REAUTHENTICATION_REQUIRED.REQUEST_FILTERED.REQUEST_REFUSED": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "REAUTHENTICATION_REQUIRED" | "REQUEST_FILTERED" | "REQUEST_REFUSED";
        };
      };
    };
    /** The request is not valid. See errors for each fault. */
    VALIDATION_FAILED: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "VALIDATION_FAILED";
        };
      };
    };
    /** This username is taken. Or: Other requests changed the same thing at the same time. Try again. */
    "USERNAME_TAKEN.CONCURRENT_CHANGE": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "USERNAME_TAKEN" | "CONCURRENT_CHANGE";
        };
      };
    };
    /** The username was changed three times within 30 days. Wait as long as Retry-After says, in seconds, and try again. Or: Too many attempts. Wait as long as Retry-After says, in seconds, and try again. Or: Too many requests come at once. Try again. */
    "TOO_MANY_USERNAME_CHANGES.TOO_MANY_ATTEMPTS.TOO_MANY_REQUESTS": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "TOO_MANY_USERNAME_CHANGES" | "TOO_MANY_ATTEMPTS" | "TOO_MANY_REQUESTS";
        };
      };
    };
    /** The current password is incorrect. Or: A firewall refused the request. Or: The request was refused. */
    "INVALID_CURRENT_PASSWORD.REQUEST_FILTERED.REQUEST_REFUSED": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "INVALID_CURRENT_PASSWORD" | "REQUEST_FILTERED" | "REQUEST_REFUSED";
        };
      };
    };
    /** Other requests changed the same thing at the same time. Try again. */
    CONCURRENT_CHANGE: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "CONCURRENT_CHANGE";
        };
      };
    };
    /** The username or password is incorrect */
    INVALID_CREDENTIALS: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "INVALID_CREDENTIALS";
        };
      };
    };
    /** This password is temporary. Repeat the request with the member new_password. Or: A firewall refused the request. Or: The request was refused. */
    "PASSWORD_CHANGE_REQUIRED.REQUEST_FILTERED.REQUEST_REFUSED": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "PASSWORD_CHANGE_REQUIRED" | "REQUEST_FILTERED" | "REQUEST_REFUSED";
        };
      };
    };
    /** The refresh token is not valid. Sign in again. Or: This refresh token was replaced before and came again, so its session has ended. Sign in again. */
    "INVALID_REFRESH_TOKEN.REFRESH_TOKEN_REUSED": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "INVALID_REFRESH_TOKEN" | "REFRESH_TOKEN_REUSED";
        };
      };
    };
    /** There is nothing here. */
    NOT_FOUND: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "NOT_FOUND";
        };
      };
    };
    /** This Idempotency-Key was used with another body. Use a new key for a new request. */
    IDEMPOTENCY_KEY_REUSED: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "IDEMPOTENCY_KEY_REUSED";
        };
      };
    };
    /** You have as many foos as an account may have. Or: Other requests changed the same thing at the same time. Try again. */
    "TOO_MANY_FOOS.CONCURRENT_CHANGE": {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "TOO_MANY_FOOS" | "CONCURRENT_CHANGE";
        };
      };
    };
    /** A condition of the request does not hold. Read the resource again, and decide anew. */
    PRECONDITION_FAILED: {
      content: {
        "application/problem+json": components["schemas"]["Problem"] & {
          code: "PRECONDITION_FAILED";
        };
      };
    };
  };
}
