/** The operation behind `GET /.well-known/change-password`, which password managers open. */
import type { Answer } from '../shared/http/answer';

/** Returns the way to the page where users change their password. A later version may have another page, so it is temporary. */
export function redirectToAccount(): Answer {
  return { status: 302, headers: { Location: '/account' } };
}
