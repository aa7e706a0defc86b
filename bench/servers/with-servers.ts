/** Runs servers while work is done with them. */
import type { Server } from './start-server';

/** Starts servers one after the other, does the work, and stops all that were started, in any case. */
export async function withServers<Name extends string, Result>(
  starts: Readonly<Record<Name, () => Promise<Server>>>,
  work: (servers: Readonly<Record<Name, Server>>) => Promise<Result>,
): Promise<Result> {
  const running: [string, Server][] = [];
  try {
    for (const [name, start] of Object.entries<() => Promise<Server>>(starts)) {
      running.push([name, await start()]);
    }
    return await work(Object.fromEntries(running) as Record<Name, Server>);
  } finally {
    await Promise.all(running.map(([, server]) => server.stop()));
  }
}
