/**
 * The platform's `fetch` for a client under test. Checks its responses against openapi.json, like all
 * responses.
 */
import { expectDocumented, parseJson } from './http-client';
import { baseUrl } from './server-under-test';

/**
 * Sends a request.
 * @throws Error for a response that openapi.json does not document
 */
export async function fetchDocumented(request: Request): Promise<Response> {
  const { method, url } = request;
  const response = await fetch(request);
  const text = await response.clone().text();
  const { status, headers } = response;
  const answer = { status, headers: Object.fromEntries(headers), text, json: parseJson(text) };
  expectDocumented(baseUrl(), { method, path: url.slice(baseUrl().length) }, answer);
  return response;
}
