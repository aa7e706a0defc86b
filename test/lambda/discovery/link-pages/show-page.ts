/** Shows a page as its route does. */
import type { createLinkPages } from '../../../../lambda/discovery/link-pages/link-pages';
import type { Answer } from '../../../../lambda/shared/http/answer';

type Operations = ReturnType<typeof createLinkPages>['operations'];

/** A page. */
export type PageName = 'verify-email' | 'reset-password';

/** Returns the response to a request with this `Accept-Language`. */
export async function showPage(
  operations: Operations,
  page: PageName,
  acceptLanguage?: string,
): Promise<Answer> {
  const request = { headerLines: () => acceptLanguage } as unknown as Parameters<
    Operations['GET /verify-email']
  >[0];
  return operations[`GET /${page}`](request);
}
