/** Keeps mails from linking to anything but a page of the web. */
import { isLinkBase } from '../../link-base';
import { InternalError } from '../../shared/errors';

/**
 * Returns the link if it leads to an `https` page, or to a page of this machine, and holds nothing that ends it
 * in a text.
 * @throws InternalError
 */
export function requireSafeLink(link: string): string {
  const isSafe =
    /^[\w.~:/?#[\]@&=%+-]+$/.test(link) && URL.canParse(link) && isLinkBase(new URL(link).origin);
  if (!isSafe) throw new InternalError('A link of a mail does not begin with https');
  return link;
}
