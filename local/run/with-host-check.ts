/**
 * Protects the API from pages of other sites. By DNS rebinding, such a page points its own name at 127.0.0.1.
 * The browser then treats it as the same origin, but still sends that name as `Host`.
 */
import type { Listener, ListenOptions } from '../gateway/http/listener';
import { findHosts, namesLoopback } from '../gateway/http/loopback-host';
import type { Answer, GatewayRequest } from '../gateway/http/messages';

/** Additional names, and the receiver of refusals. */
export interface HostCheckOptions {
  /** Allowed host names besides those of the loopback interface, in lower case. @default - none */
  readonly allowHosts?: readonly string[] | undefined;
  readonly onRefused: NonNullable<ListenOptions['onRefused']>;
}

/** RFC 9110 section 15.5.20: the server does not respond for this name. */
const MISDIRECTED_REQUEST = 421;

const REASON =
  'the Host is not localhost, 127.0.0.1 or [::1], so a page of another site may have sent the request; allow it with --allow-host NAME';

/**
 * Returns a listener that accepts requests for names of this machine and for the allowed names, and refuses
 * all others.
 */
export function withHostCheck(
  listener: Listener,
  { allowHosts = [], onRefused }: HostCheckOptions,
): Listener {
  return {
    ...listener,
    serve: (handler) =>
      listener.serve({
        handle: async (request) => {
          if (isAllowed(request, allowHosts)) return handler.handle(request);
          onRefused({ status: MISDIRECTED_REQUEST, reason: REASON });
          return refuse();
        },
      }),
  };
}

function isAllowed({ headers }: GatewayRequest, allowHosts: readonly string[]): boolean {
  if (namesLoopback(headers)) return true;
  const [host, ...others] = findHosts(headers);
  // HTTP/1.0 has no Host, and browsers do not use HTTP/1.0.
  if (host === undefined) return true;
  return others.length === 0 && allowHosts.includes(host.toLowerCase().replace(/:\d{1,5}$/, ''));
}

function refuse(): Answer {
  const message = `Misdirected Request: ${REASON}.`;
  return {
    status: MISDIRECTED_REQUEST,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(JSON.stringify({ message })),
  };
}
