/** Opens the port of a stage of an API. */
import { type Listener, type ListenOptions, listen } from '../gateway/http/listener';
import { StartError } from '../support/start-error';

/**
 * @param port 0 takes any free one
 * @throws StartError when it can't be had
 */
export async function openPort(
  port: number,
  options: Pick<ListenOptions, 'onRefused' | 'trustForwardedFor'> = {},
): Promise<Listener> {
  try {
    return await listen({ port, ...options });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'is in use. Stop the other program' : `can't be opened (${code})`;
    throw new StartError(`Port ${port} ${reason} or pass --port 0.`, { cause: error });
  }
}
