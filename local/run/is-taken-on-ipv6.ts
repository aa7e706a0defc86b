/** Tells whether another program listens on a port of `[::1]`, to which clients that know it turn first for `localhost`. */
import { createServer } from 'node:net';

/** False as well where this machine has no IPv6. */
export function isTakenOnIpv6(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EADDRINUSE'));
    probe.listen({ port, host: '::1', ipv6Only: true }, () => probe.close(() => resolve(false)));
  });
}
