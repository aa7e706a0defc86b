/**
 * Checks whether another program listens on a port of `[::1]`. Many clients try that address first for
 * `localhost`.
 */
import { createServer } from 'node:net';

/** Whether the port is in use. Also false if this machine has no IPv6. */
export function isTakenOnIpv6(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EADDRINUSE'));
    probe.listen({ port, host: '::1', ipv6Only: true }, () => probe.close(() => resolve(false)));
  });
}
