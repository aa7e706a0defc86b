/** Closes an HTTP server. */
import type { Server } from 'node:http';

/** Closes a server and every connection to it, those with a request under way among them. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
