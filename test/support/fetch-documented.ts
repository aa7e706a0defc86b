/** The platform's `fetch`, for a client under test: what it gets is held against openapi.json, as all answers are. */
import { expectDocumented, parseJson } from './http-client';
import { baseUrl } from './server-under-test';

/** @throws Error for an answer that openapi.json does not tell of */
export async function fetchDocumented(request: Request): Promise<Response> {
  const { method, url } = request;
  const response = await fetch(request);
  const text = await response.clone().text();
  const { status, headers } = response;
  const answer = { status, headers: Object.fromEntries(headers), text, json: parseJson(text) };
  expectDocumented(baseUrl(), { method, path: url.slice(baseUrl().length) }, answer);
  return response;
}
