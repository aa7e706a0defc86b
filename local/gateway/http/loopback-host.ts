/** Detects requests whose `Host` is not this machine, such as those of a foreign page after DNS rebinding. */
import type { HeaderPair } from './messages';

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** Whether the request has exactly one `Host` and it names the loopback interface. */
export function namesLoopback(headers: readonly HeaderPair[]): boolean {
  const [host = '', ...others] = findHosts(headers);
  return others.length === 0 && LOOPBACK.test(host);
}

/** Returns the values of all `Host` headers. */
export function findHosts(headers: readonly HeaderPair[]): readonly string[] {
  return headers.flatMap(([name, value]) => (name.toLowerCase() === 'host' ? [value] : []));
}
