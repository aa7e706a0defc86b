/** Closes an HTTP server. */
import type { Server } from 'node:http';

/** Closes a server and all its connections, including those with a request in progress. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
