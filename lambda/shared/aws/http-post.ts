/** One HTTP POST over node:http(s) that ends in time, regardless of the server. */
import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { SignedRequest } from './sign-post';

/** The server's response. */
export interface PostAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Far above any response to the calls made here. */
const MAX_ANSWER_BYTES = 1024 * 1024;

const agents = {
  'http:': new http.Agent({ keepAlive: true }),
  'https:': new https.Agent({ keepAlive: true }),
} as const;

/**
 * Sends a request and reads the whole response.
 *
 * The time covers everything from the DNS lookup to the last byte. When it has passed, the socket is
 * destroyed.
 *
 * @throws Error with a `code`: `ETIMEDOUT`, `EMSGSIZE`, or the code of the failed connection
 */
export function post({ url, headers, body }: SignedRequest, timeoutMs: number): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const request = (secure ? https : http).request({
      agent: secure ? agents['https:'] : agents['http:'],
      // A URL writes an IPv6 address in brackets, a socket does not.
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      ...(url.port !== '' && { port: url.port }),
      path: url.pathname,
      method: 'POST',
      headers,
    });
    const fail = (error: Error) => {
      clearTimeout(timer);
      request.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(failure('ETIMEDOUT')), timeoutMs);

    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) fail(failure('EMSGSIZE'));
        else chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('close', () => {
        if (!response.complete) fail(failure('ECONNRESET'));
      });
      response.on('end', () => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    request.end(body);
  });
}

function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}
