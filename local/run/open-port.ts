/** Opens the port for a stage of an API. */
import { type Listener, type ListenOptions, listen } from '../gateway/http/listener';
import { StartError } from '../support/start-error';
import { isTakenOnIpv6 } from './is-taken-on-ipv6';

/**
 * Opens a port of 127.0.0.1 only, which clients reach as `localhost`. Node.js, curl and browsers try `[::1]`
 * first and fall back if the connection is refused. If another program listens on that port of `[::1]`, they
 * would reach that program, so the port counts as in use.
 *
 * @param port 0 chooses a free port
 * @throws StartError when the port cannot be opened
 */
export async function openPort(
  port: number,
  options: Pick<ListenOptions, 'onRefused' | 'trustForwardedFor' | 'httpDate'> = {},
): Promise<Listener> {
  const listener = await listen({ port, ...options }).catch((error: NodeJS.ErrnoException) => {
    throw refuse(port, error.code ?? '', error);
  });
  if (!(await isTakenOnIpv6(listener.port))) return listener;
  await listener.close();
  if (port === 0) return openPort(0, options);
  throw refuse(port, 'EADDRINUSE');
}

function refuse(port: number, code: string, cause?: Error): StartError {
  const reason = code === 'EADDRINUSE' ? 'is in use. Stop the other program' : `can't be opened (${code})`;
  return new StartError(`Port ${port} ${reason} or pass --port 0.`, { cause });
}
