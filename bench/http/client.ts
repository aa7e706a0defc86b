/** A small HTTP client that keeps its connections, for the generators of load. */
import * as http from 'node:http';
import * as https from 'node:https';

/** A request. */
export interface Sent {
  /** @default 'GET' */
  readonly method?: string;
  readonly path: string;
  /** @default - none beside Host and what a body needs */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. @default - no body */
  readonly json?: unknown;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** From the sending to the last byte, in milliseconds. */
  readonly ms: number;
}

/** Sends requests to one server. */
export interface HttpClient {
  /** Rejects when there is no complete answer within the time. */
  send(sent: Sent): Promise<Answer>;
  close(): void;
}

/** How a client behaves. */
export interface HttpClientOptions {
  /** Connections at most; further requests wait for one. */
  readonly connections: number;
  /** How long an answer may take. @default 20000 */
  readonly timeoutMs?: number;
}

/**
 * Makes a client. Every connection has one request under way at a time.
 * @param base such as `https://api.example.com/v1`
 */
export function createHttpClient(base: string, options: HttpClientOptions): HttpClient {
  const { connections, timeoutMs = 20_000 } = options;
  const url = new URL(base);
  const secure = url.protocol === 'https:';
  const agent = new (secure ? https : http).Agent({ keepAlive: true, maxSockets: connections });
  const prefix = url.pathname.replace(/\/$/, '');

  function send({ method = 'GET', path, headers, json }: Sent): Promise<Answer> {
    const body = json === undefined ? undefined : JSON.stringify(json);
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const request = (secure ? https : http).request({
        agent,
        hostname: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port,
        method,
        path: prefix + path,
        headers: {
          ...(body !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
          ...headers,
        },
        timeout: timeoutMs,
      });
      request.on('timeout', () =>
        request.destroy(Object.assign(new Error('No response in time'), { code: 'ETIMEDOUT' })),
      );
      request.on('error', reject);
      request.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          resolve({ status, headers, text, ms: performance.now() - started });
        });
      });
      request.end(body);
    });
  }

  return { send, close: () => agent.destroy() };
}
