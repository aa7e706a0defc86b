/**
 * Keeps pages of other sites from the API. By DNS rebinding such a page leads its own name to 127.0.0.1 and is then of the same origin as
 * the API for the browser, which still sends that name as `Host`.
 */
import type { Listener, ListenOptions } from '../gateway/http/listener';
import { findHosts, namesLoopback } from '../gateway/http/loopback-host';
import type { Answer, GatewayRequest } from '../gateway/http/messages';

/** What else may be asked for, and where refusals are reported. */
export interface HostCheckOptions {
  /** Host names beside those of the loopback interface, in lower case. @default - none */
  readonly allowHosts?: readonly string[] | undefined;
  readonly onRefused: NonNullable<ListenOptions['onRefused']>;
}

/** RFC 9110 section 15.5.20: the server does not answer for this name. */
const MISDIRECTED_REQUEST = 421;

const REASON =
  'the Host is not localhost, 127.0.0.1 or [::1], so a page of another site may have sent the request; allow it with --allow-host NAME';

/** A listener that answers requests for names of this machine and for the allowed ones, and refuses all others. */
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
  // HTTP/1.0 has no Host, and browsers do not speak it
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
