/** Finds a free port, for servers that cannot choose one. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** Returns a port of the loopback interface that was free a moment ago. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
