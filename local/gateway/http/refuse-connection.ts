/** Answers connections that do not become a request. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** The response to a connection that does not become a request. */
export interface Refusal {
  readonly status: number;
  /** Contains nothing that the client sent. */
  readonly reason: string;
}

/**
 * The maximum size of headers for Node.js, in bytes. It is far above the gateway's own limit, so that the
 * gateway answers first.
 */
export const maxParsedHeaderBytes = 65_536;

/** The errors by which Node.js reports HTTP that it does not accept; all others mean a malformed request. */
const refusals: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, reason: `the headers exceed ${maxParsedHeaderBytes} bytes` },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'the request was not complete in time' },
};

function write({ status }: Refusal): string {
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
}

/** Refuses HTTP that Node.js cannot parse. Returns undefined if there is nothing to answer. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): Refusal | undefined {
  // Browsers open connections in advance and may never use them.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesRead === 0) {
    socket.destroy();
    return undefined;
  }
  const code = error.code ?? error.name;
  const refusal = refusals[code] ?? { status: 400, reason: `malformed HTTP (${code})` };
  socket.end(write(refusal));
  return refusal;
}

/** Refuses `CONNECT`. Node.js hands over the socket and no longer manages it. */
export function refuseTunnel(socket: Socket): Refusal {
  const refusal = { status: 400, reason: 'CONNECT requests a tunnel, which only proxies provide' };
  socket.on('error', () => {});
  // An open socket would prevent the port from closing.
  socket.end(write(refusal), () => socket.destroy());
  return refusal;
}
