/** A gate in front of a table, which passes calls on or leaves them unanswered. */
import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A running gate. */
export interface Gate {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Starts a gate on a free port of the loopback interface. @param isOpen decides about each call */
export async function startGate(endpoint: string, isOpen: () => boolean): Promise<Gate> {
  const server = createServer((incoming, outgoing) => {
    if (!isOpen()) return;
    const { method, headers, url = '/' } = incoming;
    const forwarded = sendRequest(new URL(url, endpoint), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
