/** A small HTTP client with keep-alive connections, for the load generators. */
import * as http from 'node:http';
import * as https from 'node:https';

/** A request. */
export interface Sent {
  /** @default 'GET' */
  readonly method?: string;
  readonly path: string;
  /** @default - only Host and the headers that a body needs */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. @default - no body */
  readonly json?: unknown;
}

/** A response. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** From sending to the last byte, in milliseconds. */
  readonly ms: number;
}

/** Sends requests to one server. */
export interface HttpClient {
  /** Sends a request. Rejects when no complete response arrives in time. */
  send(sent: Sent): Promise<Answer>;
  close(): void;
}

/** The options of a client. */
export interface HttpClientOptions {
  /** The largest number of connections. Further requests wait for one. */
  readonly connections: number;
  /** The timeout of a response, in milliseconds. @default 20000 */
  readonly timeoutMs?: number;
}

/**
 * Creates a client. Each connection has one request in flight at a time.
 * @param base for example `https://api.example.com/v1`
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
