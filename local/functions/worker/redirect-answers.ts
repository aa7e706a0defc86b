/**
 * Redirects requests for one invented host to a server on this machine. All other requests of a worker are
 * unchanged.
 */
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { urlToHttpOptions } from 'node:url';

/** The host, and the port on 127.0.0.1 that replaces it. */
export interface Redirection {
  readonly host: string;
  readonly port: number;
}

type Callback = (response: IncomingMessage) => void;
type Request = (...call: readonly unknown[]) => ClientRequest;

/** Replaces `https.request`, also for modules that import it, and `fetch`. */
export function redirectAnswers({ host, port }: Redirection): void {
  const originals = { request: https.request as unknown as Request, fetch: globalThis.fetch };
  const request: Request = (...call) => {
    const { options, callback } = readCall(call);
    if ((options.hostname ?? options.host) !== host) return originals.request.call(https, ...call);
    const { agent: _, protocol: _https, host: _host, ...rest } = options;
    return http.request({ ...rest, hostname: '127.0.0.1', port }, callback);
  };
  https.request = request as unknown as typeof https.request;
  syncBuiltinESMExports();
  globalThis.fetch = async (input, init) => {
    const url = new URL(typeof input === 'object' && 'url' in input ? input.url : input);
    if (url.hostname !== host) return originals.fetch(input, init);
    const there = `http://127.0.0.1:${port}${url.pathname}${url.search}`;
    return originals.fetch(
      typeof input === 'object' && 'url' in input ? new Request(there, input) : there,
      init,
    );
  };
}

/**
 * `(url, options?, callback?)` or `(options, callback?)`:
 * https://nodejs.org/api/https.html#httpsrequestoptions-callback
 */
function readCall(call: readonly unknown[]): { options: RequestOptions; callback: Callback | undefined } {
  const [first] = call;
  const url = typeof first === 'string' ? new URL(first) : first instanceof URL ? first : undefined;
  const given = call.find((part) => typeof part === 'object' && part !== null && !(part instanceof URL));
  return {
    options: { ...(url && urlToHttpOptions(url)), ...(given as RequestOptions | undefined) },
    callback: call.find((part) => typeof part === 'function') as Callback | undefined,
  };
}
