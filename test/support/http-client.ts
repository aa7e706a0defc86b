/** A small HTTP client on node:http(s), for unusual requests: any header, any body, any target. */
import * as http from 'node:http';
import * as https from 'node:https';
import { createContractCheck, readDocument } from './api-contract';

/** A request. */
export interface Sent {
  /** @default 'GET' */
  readonly method?: string;
  /** The path after the base URL, with its leading slash and its query. */
  readonly path: string;
  /** @default - only Host and the headers that a body needs */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A string or a Buffer is sent unchanged. Use `json` for serialization. */
  readonly body?: string | Buffer;
  /** Sent as JSON, with that content type unless `headers` sets another. */
  readonly json?: unknown;
}

/** A response. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** The body parsed as JSON. Undefined if it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the assertions are what checks its shape
  readonly json: any;
}

const agentOptions = { keepAlive: true, maxSockets: 64 };
const agents = { 'http:': new http.Agent(agentOptions), 'https:': new https.Agent(agentOptions) };

let check: ReturnType<typeof createContractCheck> | undefined;
const documented = new Set([process.env.TEST_SERVER_ORIGIN, process.env.BASE_URL?.replace(/\/$/, '')]);

/** Also checks the responses of another server against openapi.json, which serves this project. */
export function expectDocumentedAnswers(origin: string): void {
  documented.add(origin);
}

/**
 * Sends a request.
 * @throws Error when the connection breaks, and for a response of the server under test that openapi.json
 * does not document
 */
export async function send(baseUrl: string, sent: Sent): Promise<Answer> {
  const answer = await exchange(baseUrl, sent);
  expectDocumented(baseUrl, sent, answer);
  return answer;
}

/**
 * Checks a response.
 * @throws Error for a response of the server under test that openapi.json does not document
 */
export function expectDocumented(baseUrl: string, sent: Sent, answer: Answer): void {
  if (!documented.has(baseUrl)) return;
  check ??= createContractCheck(readDocument());
  const fault = check(sent, answer);
  if (fault === undefined) return;
  throw new Error(`The answer to ${sent.method ?? 'GET'} ${sent.path} does not match openapi.json: ${fault}`);
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
      // The server closed the idle connection while the request was sent, and has not read it.
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

/** Parses JSON. Returns undefined for any other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
