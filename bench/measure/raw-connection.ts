/**
 * A keep-alive connection that sends one request repeatedly, at a far lower cost than the measured server's.
 *
 * autocannon 9 was measured for comparison, with 32 connections on two busy cores. It takes 11 to 14 µs of CPU for a request to an empty
 * HTTP server, and these lines 10 to 11 µs. Against bare TCP, where the generator is the bottleneck, they reach up to 76,000 requests a
 * second, and autocannon up to 55,000. The servers that are measured share the cores with the generator. autocannon would also bring
 * 63 packages, and reports latencies in whole milliseconds, where these servers answer within 3.
 */
import { connect } from 'node:net';
import type { Sent } from '../http/client';

/** A response. */
export interface RawAnswer {
  readonly status: number;
  /** The raw body. A chunked one includes the chunk lengths. */
  readonly body: string;
}

/** The connection. */
export interface RawConnection {
  /**
   * Sends the request. The previous response must have arrived. Rejects when the connection breaks or is
   * closed.
   */
  send(): Promise<RawAnswer>;
  close(): void;
}

/** Opens a connection for one HTTP/1.1 request without a body. */
export function openRawConnection(
  origin: string,
  { method = 'GET', path, headers = {} }: Omit<Sent, 'json'>,
): RawConnection {
  const { hostname, port, host } = new URL(origin);
  const fields = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`${method} ${path} HTTP/1.1\r\n${fields.join('')}\r\n`, 'latin1');
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let received = '';
  let settle: { resolve(answer: RawAnswer): void; reject(error: Error): void } | undefined;

  function finish(act: (waiting: NonNullable<typeof settle>) => void): void {
    const waiting = settle;
    settle = undefined;
    received = '';
    if (waiting) act(waiting);
  }

  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received += chunk;
    const answer = readAnswer(received);
    if (answer) finish(({ resolve }) => resolve(answer));
  });
  socket.on('error', (error) => finish(({ reject }) => reject(error)));
  socket.on('close', () => finish(({ reject }) => reject(new Error('The connection was closed'))));
  return {
    send: () =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Reads a response with a content length or in chunks. Returns undefined while it is incomplete. */
export function readAnswer(text: string): RawAnswer | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const body = text.slice(headEnd + 4);
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headEnd))?.[1];
  // Without a length the body is chunked, and its last chunk is empty.
  const isComplete = length === undefined ? /(?:^|\r\n)0\r\n\r\n$/.test(body) : body.length >= Number(length);
  return isComplete ? { status: Number(text.slice(9, 12)), body } : undefined;
}
