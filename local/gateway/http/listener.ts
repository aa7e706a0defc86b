/**
 * The HTTP server in front of the gateway. It translates between HTTP and the gateway's requests and replies.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { closeServer } from '../../support/close-server';
import type { Answer, AnswerHandler, GatewayRequest, HeaderPair } from './messages';
import { maxParsedHeaderBytes, type Refusal, refuseMalformed, refuseTunnel } from './refuse-connection';
import { maxBodyBytes } from './request-limits';

/** Where and how to listen. */
export interface ListenOptions {
  /** The port; 0 chooses a free port. */
  readonly port: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Whether the client's address is the last entry of `X-Forwarded-For`. @default false */
  readonly trustForwardedFor?: boolean;
  /** Returns the `Date` header of a response. @default - Node's own header, by the clock of this machine */
  httpDate?(): string | undefined;
  /**
   * Receives connections that were refused before they became a request.
   * @default - refusals are not reported
   */
  onRefused?(refusal: Refusal): void;
}

/** An open port. */
export interface Listener {
  readonly port: number;
  /**
   * Such as `http://localhost:3000`. The host is `localhost` for 127.0.0.1 and the address itself otherwise.
   */
  readonly origin: string;
  /** Sets the handler of all following requests. Until the first call, every request receives 503. */
  serve(handler: AnswerHandler): void;
  /** Stops listening and closes every connection. */
  close(): Promise<void>;
}

function plainAnswer(status: number, message: string, headers: readonly HeaderPair[] = []): Answer {
  return {
    status,
    headers: [['Content-Type', 'application/json'], ...headers],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

const NO_BODY = Buffer.alloc(0);

/** How many bytes of a body that is too large are read, so that the client can receive the error response. */
const maxDrainedBytes = 2 * maxBodyBytes;

/**
 * Reads a body. Of a body that is too large it keeps one byte more than the limit, so that the gateway
 * detects the excess.
 * @returns undefined when the client closed the connection
 */
function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const { 'content-length': length, 'transfer-encoding': encoding } = message.headers;
  if (length === undefined && encoding === undefined) {
    message.resume();
    return Promise.resolve(NO_BODY);
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let received = 0;
    message.on('data', (chunk: Buffer) => {
      const missing = maxBodyBytes + 1 - received;
      if (missing > 0) chunks.push(chunk.subarray(0, missing));
      received += chunk.length;
      if (received <= maxDrainedBytes) return;
      message.pause();
      resolve(Buffer.concat(chunks));
    });
    message.on('end', () => resolve(Buffer.concat(chunks)));
    message.on('error', () => resolve(undefined));
    message.on('close', () => resolve(undefined));
  });
}

/**
 * Returns the address that API Gateway would report. On AWS it is the address of the connection, regardless
 * of the headers.
 * Behind a trusted proxy it is the last entry of `X-Forwarded-For`, which the proxy added. The client can
 * forge all earlier entries.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
function findSource(message: IncomingMessage, trustForwardedFor: boolean): string {
  const forwarded = trustForwardedFor
    ? message.headersDistinct['x-forwarded-for']?.join().split(',').at(-1)?.trim()
    : undefined;
  if (forwarded !== undefined && isIP(forwarded) !== 0) return forwarded;
  return (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
}

function toRequest(message: IncomingMessage, body: Buffer, sourceIp: string): GatewayRequest {
  const raw = message.rawHeaders;
  const headers: HeaderPair[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    headers.push([raw[index] ?? '', raw[index + 1] ?? '']);
  }
  return {
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers,
    body,
    sourceIp,
  };
}

function send(response: ServerResponse, message: IncomingMessage, answer: Answer, date?: string): void {
  const headers = answer.headers.flat();
  if (date !== undefined) headers.push('Date', date);
  // The unread rest of a body would be parsed as the next request.
  if (!message.complete) headers.push('Connection', 'close');
  if (answer.status !== 204 && answer.status !== 304)
    headers.push('Content-Length', String(answer.body.length));
  response.writeHead(answer.status, headers);
  // Node sends a string in one packet with the headers. `latin1` keeps every byte.
  response.end(answer.body.toString('latin1'), 'latin1', () => {
    if (!message.complete) message.destroy();
  });
}

/** Sends a response in the next turn of the event loop, after the log lines of the request are printed. */
async function reply(
  response: ServerResponse,
  message: IncomingMessage,
  answer: Answer,
  date?: string,
): Promise<void> {
  await setImmediate();
  if (!response.destroyed) send(response, message, answer, date);
}

function start(server: Server, { port, host = '127.0.0.1' }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * Returns the host for URLs. The loopback interface is `localhost`, because browsers accept no IP address as
 * the RP ID of a passkey. They also treat `localhost` and `127.0.0.1` as different sites.
 *
 * @see https://www.w3.org/TR/webauthn-3/#relying-party-identifier
 */
function nameHost(address: string, family: string): string {
  if (address === '127.0.0.1') return 'localhost';
  return family === 'IPv6' ? `[${address}]` : address;
}

/**
 * Opens a port. The handler is set later, because it can depend on the port.
 * @throws the socket's own error, such as EADDRINUSE
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { trustForwardedFor = false } = options;
  let handler: AnswerHandler | undefined;

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message);
    if (body === undefined) return;
    const found = handler
      ? await handler.handle(toRequest(message, body, findSource(message, trustForwardedFor)))
      : plainAnswer(503, 'The API is still starting', [['Retry-After', '1']]);
    await reply(response, message, found, options.httpDate?.());
  }

  const limits = { requestTimeout: 60_000, headersTimeout: 20_000, maxHeaderSize: maxParsedHeaderBytes };
  const onRequest = (message: IncomingMessage, response: ServerResponse): void => {
    response.on('error', () => {});
    if (message.httpVersion === '1.1' && message.headers.host === undefined) {
      options.onRefused?.({ status: 400, reason: 'the header Host is missing' });
      void reply(response, message, plainAnswer(400, 'Bad Request'), options.httpDate?.());
      return;
    }
    answer(message, response).catch(() => {
      if (response.headersSent || response.destroyed) response.destroy();
      else void reply(response, message, plainAnswer(500, 'Internal server error'), options.httpDate?.());
    });
  };
  // Node.js would refuse a request without Host itself, and the refusal would not be reported.
  const server = createServer({ ...limits, requireHostHeader: false }, onRequest);
  // A server may ignore an expectation that it does not support: RFC 9110 section 10.1.1
  server.on('checkExpectation', onRequest);
  server.on('clientError', (error, socket) => {
    const refusal = refuseMalformed(error, socket as Socket);
    if (refusal !== undefined) options.onRefused?.(refusal);
  });
  server.on('connect', (_message, socket) => {
    const refusal = refuseTunnel(socket as Socket);
    options.onRefused?.(refusal);
  });
  await start(server, options);
  const { address, family, port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://${nameHost(address, family)}:${port}`,
    serve(next) {
      handler = next;
    },
    close: () => closeServer(server),
  };
}
