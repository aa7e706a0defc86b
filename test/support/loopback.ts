/**
 * HTTP servers for tests, on a free port of the loopback interface. They are closed with all their
 * connections.
 */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts a server. Returns its origin, such as `http://127.0.0.1:41234`. */
export function listen(server: Pick<Server, 'listen' | 'address' | 'once'>): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

/** Closes a running server, even during requests. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
