/** Tells requests that name this machine from those that a page elsewhere has led here by DNS rebinding. */
import type { HeaderPair } from './messages';

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** Whether the one `Host` of a request is a name of the loopback interface. */
export function namesLoopback(headers: readonly HeaderPair[]): boolean {
  const [host = '', ...others] = findHosts(headers);
  return others.length === 0 && LOOPBACK.test(host);
}

/** The values of every `Host`. */
export function findHosts(headers: readonly HeaderPair[]): readonly string[] {
  return headers.flatMap(([name, value]) => (name.toLowerCase() === 'host' ? [value] : []));
}
