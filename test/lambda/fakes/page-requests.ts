/** Creates requests of browsers to pages, as the dispatcher passes them to a gate. */
import type { PageRequest } from '../../../lambda/shared/http/page-gate';

/** The variable parts of a request. */
export interface PageRequestOptions {
  /** In lower case. A header that is undefined is left out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** The fields of the form, or its text. */
  readonly form?: Readonly<Record<string, string>> | string;
}

/** The origin of the tests' pages. */
export const PAGES_ORIGIN = 'https://id.example.com';

/** Creates a request that a browser sends from a page of ours. */
export function pageRequest(
  route: string,
  { headers = {}, query = {}, form = {} }: PageRequestOptions = {},
): PageRequest {
  const isForm = route.startsWith('POST ');
  const sent: Readonly<Record<string, string | undefined>> = {
    accept: 'text/html',
    ...(isForm && {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      origin: PAGES_ORIGIN,
    }),
    ...headers,
  };
  const text = typeof form === 'string' ? form : String(new URLSearchParams(form));
  return {
    route,
    body: { text: isForm ? text : null, isBase64Encoded: false, contentType: sent['content-type'] },
    caller: undefined,
    path: route.split(' ')[1] ?? '',
    requestId: 'request-1',
    sourceIp: '192.0.2.1',
    remainingMillis: () => Number.POSITIVE_INFINITY,
    pathParameter: () => '',
    query: (name) => [query[name] ?? []].flat().at(-1),
    queryValues: (name) => [query[name] ?? []].flat(),
    header: (name) => sent[name],
    headerLines: (name) => sent[name],
  };
}
