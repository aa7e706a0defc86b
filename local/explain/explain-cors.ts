/**
 * Explains why the browser hides a response from a page of another origin:
 * https://fetch.spec.whatwg.org/#http-cors-protocol.
 */
import type { Answer, GatewayRequest, HeaderPair, RequestTrace } from '../gateway/http/messages';

/** Information about the API that the request does not contain. */
export interface CorsKnowledge {
  /**
   * The setting for allowed origins, such as `corsOrigins in lib/stages.ts`.
   * @default - the setting is unknown
   */
  readonly originsSetting?: string | undefined;
}

/**
 * The methods that pages can use without permission: https://fetch.spec.whatwg.org/#cors-safelisted-method.
 */
const SAFE_METHODS = ['GET', 'HEAD', 'POST'];

/**
 * An origin as browsers send it. Other values of the header are not printed, because they can contain
 * anything.
 */
const ORIGIN = /^[a-z][a-z0-9+.-]{0,30}:\/\/[a-z0-9.[\]:_-]{1,100}$/i;

/** The name of a method or a header that can be printed. */
const NAME = /^[\w-]{1,60}$/;

/**
 * Returns a clause such as `a page of http://localhost:8080 may not call this: …`; undefined if the browser
 * hides nothing.
 */
export function explainCors(
  request: Pick<GatewayRequest, 'method' | 'headers'>,
  { status, headers, trace }: Pick<Answer, 'status' | 'headers'> & { readonly trace: RequestTrace },
  { originsSetting }: CorsKnowledge,
): string | undefined {
  const origin = findHeader(request.headers, 'origin');
  if (origin === undefined || isOwn(origin, findHeader(request.headers, 'host'))) return undefined;
  const wanted = findHeader(request.headers, 'access-control-request-method');
  const isPreflight = request.method === 'OPTIONS' && wanted !== undefined;
  const allowed = findHeader(headers, 'access-control-allow-origin');
  if (origin === 'null') {
    return allowed === '*' || allowed === origin
      ? undefined
      : 'CORS: a page with the origin null, such as a file, may not call this API: serve the page over HTTP';
  }
  if (!ORIGIN.test(origin)) return undefined;
  const page = `CORS: a page of ${origin}`;
  if (allowed !== '*' && allowed !== origin) {
    // If the gateway itself rejects the request, a missing header does not mean that the origin is not
    // allowed.
    const isAboutOrigin = isPreflight || trace.reason === undefined;
    if (isAboutOrigin && originsSetting !== undefined) {
      return `${page} may not call this API: add the origin to ${originsSetting}`;
    }
    const verb = isPreflight ? 'may not send this request' : 'may not read this response';
    return `${page} ${verb}: the response lacks "Access-Control-Allow-Origin: ${origin}"`;
  }
  if (!isPreflight) return undefined;
  if (status < 200 || status > 299) {
    return `${page} may not send this request: the response to the preflight is ${status}`;
  }
  const missing = findMissing(wanted, request.headers, headers);
  return missing && `${page} may not send this request: the response lacks "${missing}"`;
}

function findMissing(
  method: string,
  asked: readonly HeaderPair[],
  answered: readonly HeaderPair[],
): string | undefined {
  const methods = listHeader(answered, 'access-control-allow-methods');
  if (!SAFE_METHODS.includes(method) && !methods.includes(method) && !methods.includes('*')) {
    return `Access-Control-Allow-Methods: ${nameOf(method)}`;
  }
  const allowed = listHeader(answered, 'access-control-allow-headers').map((name) => name.toLowerCase());
  const wanted = listHeader(asked, 'access-control-request-headers').map((name) => name.toLowerCase());
  const name = wanted.find(
    // The wildcard does not include Authorization.
    (header) => !allowed.includes(header) && (header === 'authorization' || !allowed.includes('*')),
  );
  return name === undefined ? undefined : `Access-Control-Allow-Headers: ${nameOf(name)}`;
}

function nameOf(text: string): string {
  return NAME.test(text) ? text : '…';
}

function findHeader(headers: readonly HeaderPair[], name: string): string | undefined {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

function listHeader(headers: readonly HeaderPair[], name: string): readonly string[] {
  return (findHeader(headers, name) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Whether the page is of the API's own origin. The scheme is not compared, because a proxy can change it. */
function isOwn(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
