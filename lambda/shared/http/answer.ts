/** What a route answers, before it becomes a proxy response. */

/** An answer: its body is any JSON value. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** These win over the headers that every answer gets. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** 200 with a body. */
export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers };
}

/** 204. */
export const noContent: Answer = { status: 204 };

/** 304: the client has what it asked for, and its headers say which version that is. */
export function notModified(headers: Readonly<Record<string, string>>): Answer {
  return { status: 304, headers };
}

/** 201 with a body. */
export function created(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 201, body, headers };
}
