/** Reads the username of a sign-in that names no user before it. */
import { fromBase64Url } from './base64-url';
import type { TextResult } from './session-api';

/** Returns the username in the access token that the API has just sent; undefined if it has none. */
export function readTokenUsername({ data = '' }: TextResult): string | undefined {
  try {
    const [, claims = ''] = String(JSON.parse(data).access_token).split('.');
    const { username } = JSON.parse(new TextDecoder().decode(fromBase64Url(claims)));
    return typeof username === 'string' ? username : undefined;
  } catch {
    return undefined;
  }
}
