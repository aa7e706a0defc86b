/** Tells requests that name this machine from those that a page elsewhere has led here by DNS rebinding. */
import type { HeaderPair } from '../gateway/http/messages';

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** Whether the one `Host` of a request is a name of the loopback interface. */
export function namesLoopback(headers: readonly HeaderPair[]): boolean {
  const hosts = headers.filter(([name]) => name.toLowerCase() === 'host');
  return hosts.length === 1 && LOOPBACK.test(hosts[0]?.[1] ?? '');
}
