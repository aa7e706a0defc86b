/** Distinguishes programs that ask for JSON from browsers. */
import type { GatewayRequest } from '../gateway/http/messages';

/** Whether a request accepts JSON, and no HTML. */
export function acceptsOnlyJson({ headers }: Pick<GatewayRequest, 'headers'>): boolean {
  const accepted = headers
    .flatMap(([name, value]) => (name.toLowerCase() === 'accept' ? [value] : []))
    .join(', ');
  return accepted.includes('application/json') && !accepted.includes('text/html');
}
