/** Sends requests of the modules other than `createClient`, and reads their responses. */
import type { ClientParts } from './client-parts';
import type { Client } from './create-client';
import { ProblemError, unwrap } from './problem-error';
import type { TextResult } from './session-api';

/** The parts of a request. */
export interface JsonRequest {
  /** @default - none */
  readonly body?: unknown;
  /** The fields of a form, in place of a body in JSON. @default - none */
  readonly form?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a request of the signed-in user, for whom `onStepUp` is called. Resolves to undefined for a 204.
 * @throws ProblemError for an unsuccessful response
 */
export async function sendSignedIn<Result>(
  client: Pick<Client, 'fetch'>,
  method: string,
  path: string,
  request: JsonRequest = {},
): Promise<Result> {
  return readJson(await readText(await client.fetch(path, toInit(method, request))));
}

/** Posts a request without the tokens of a session. */
export async function postPublic(
  { send }: Pick<ClientParts, 'send'>,
  path: string,
  request: JsonRequest = {},
): Promise<TextResult> {
  return readText(await send(path, toInit('POST', request)));
}

/**
 * Parses the body of a response.
 * @throws ProblemError for an unsuccessful response and for another text, which it does not quote
 */
export function readJson<Result>(result: TextResult): Result {
  const text = unwrap(result);
  try {
    return text === '' ? (undefined as Result) : JSON.parse(text);
  } catch {
    throw new ProblemError(result.response, undefined);
  }
}

function toInit(method: string, { body, form, signal }: JsonRequest): RequestInit {
  return {
    method,
    signal: signal ?? null,
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
    ...(form && { body: new URLSearchParams(form) }),
  };
}

/** Reads a response as text. */
export async function readText(response: Response): Promise<TextResult> {
  const text = await response.text();
  return response.ok ? { data: text, response } : { error: parseProblem(text), response };
}

function parseProblem(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
