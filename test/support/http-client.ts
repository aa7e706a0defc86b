/** A small HTTP client on node:http(s), for requests as odd as a test needs: any header, any body, any target. */
import * as http from 'node:http';
import * as https from 'node:https';
import { createContractCheck, readDocument } from './api-contract';

/** A request. */
export interface Sent {
  /** @default 'GET' */
  readonly method?: string;
  /** The path behind the base URL, with its leading slash and its query. */
  readonly path: string;
  /** @default - none beside Host and what a body needs */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A string is sent as it is; a Buffer byte for byte; `json` serializes instead. */
  readonly body?: string | Buffer;
  /** Sent as JSON, with that content type unless `headers` names another. */
  readonly json?: unknown;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** The body parsed as JSON; undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: the assertions are what checks its shape
  readonly json: any;
}

const agentOptions = { keepAlive: true, maxSockets: 64 };
const agents = { 'http:': new http.Agent(agentOptions), 'https:': new https.Agent(agentOptions) };

let check: ReturnType<typeof createContractCheck> | undefined;
const documented = new Set([process.env.TEST_SERVER_ORIGIN, process.env.BASE_URL?.replace(/\/$/, '')]);

/** Holds the answers of another server against openapi.json, too: one that serves this very project. */
export function expectDocumentedAnswers(origin: string): void {
  documented.add(origin);
}

/**
 * Sends a request.
 * @throws Error when the connection breaks, and for an answer of the server under test that openapi.json does not tell of
 */
export async function send(baseUrl: string, sent: Sent): Promise<Answer> {
  const answer = await exchange(baseUrl, sent);
  expectDocumented(baseUrl, sent, answer);
  return answer;
}

/** @throws Error for an answer of the server under test that openapi.json does not tell of */
export function expectDocumented(baseUrl: string, sent: Sent, answer: Answer): void {
  if (!documented.has(baseUrl)) return;
  check ??= createContractCheck(readDocument());
  const fault = check(sent, answer);
  if (fault === undefined) return;
  throw new Error(`The answer to ${sent.method ?? 'GET'} ${sent.path} is not as openapi.json says: ${fault}`);
}

function exchange(baseUrl: string, sent: Sent, isRepeat = false): Promise<Answer> {
  const base = new URL(baseUrl);
  const protocol = base.protocol === 'https:' ? 'https:' : 'http:';
  const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json);
  const headers = {
    ...(sent.json !== undefined && { 'content-type': 'application/json' }),
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
    ...sent.headers,
  };
  return new Promise((resolve, reject) => {
    let hasAnswer = false;
    const request = (protocol === 'https:' ? https : http).request({
      agent: agents[protocol],
      host: base.hostname,
      port: base.port,
      method: sent.method ?? 'GET',
      path: base.pathname.replace(/\/$/, '') + sent.path,
      headers: headers as http.OutgoingHttpHeaders,
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      // the server has closed an idle connection just as the request was sent on it, and has not read it
      const isStale = request.reusedSocket && !hasAnswer && error.code === 'ECONNRESET';
      if (isStale && !isRepeat) exchange(baseUrl, sent, true).then(resolve, reject);
      else reject(error);
    });
    request.on('response', (response) => {
      hasAnswer = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parseJson(text) });
      });
    });
    request.end(body);
  });
}

/** Returns undefined for a text that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
