/** A route's response, before it becomes a proxy response. */

/** A response. Its body is any JSON value. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** These override the headers that every response gets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The values of `Set-Cookie`, one for each header of that name. @default - none */
  readonly cookies?: readonly string[];
  /** The body as it is sent, in place of `body`. Its type is in `headers`. @default - `body` is sent */
  readonly text?: string;
  /** The body as it is sent, in base64, in place of `body`. Its type is in `headers`. @default - `body` is sent */
  readonly base64?: string;
}

/** Returns a 200 with a body. */
export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers };
}

/** A 204. */
export const noContent: Answer = { status: 204 };

/** Returns a 304: the client has the current version, which the headers name. */
export function notModified(headers: Readonly<Record<string, string>>): Answer {
  return { status: 304, headers };
}

/** Returns a 201 with a body. */
export function created(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 201, body, headers };
}
