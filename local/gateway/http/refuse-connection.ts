/** Answers, on the bare connection, what never becomes a request. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** An answer to what never becomes a request. */
export interface Refusal {
  readonly status: number;
  /** It holds nothing that the client sent. */
  readonly reason: string;
}

/** Room for the headers that the gateway itself refuses, which starts far below. */
export const maxParsedHeaderBytes = 65_536;

/** What Node.js says of HTTP that it does not pass on; anything else is malformed. */
const refusals: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, reason: `the headers exceed ${maxParsedHeaderBytes} bytes` },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'the request was not complete in time' },
};

function write({ status }: Refusal): string {
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
}

/** Refuses HTTP that Node.js cannot parse; undefined where there is nothing to answer. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): Refusal | undefined {
  // browsers open connections in advance and may never use them
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesRead === 0) {
    socket.destroy();
    return undefined;
  }
  const code = error.code ?? error.name;
  const refusal = refusals[code] ?? { status: 400, reason: `malformed HTTP (${code})` };
  socket.end(write(refusal));
  return refusal;
}

/** Refuses `CONNECT`, for which Node.js hands over the connection and minds it no more. */
export function refuseTunnel(socket: Socket): Refusal {
  const refusal = { status: 400, reason: 'CONNECT requests a tunnel, which only proxies provide' };
  socket.on('error', () => {});
  // otherwise whoever leaves it open would keep the port from closing
  socket.end(write(refusal), () => socket.destroy());
  return refusal;
}
