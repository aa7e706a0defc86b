/** Finds the verified identity that an address is sent as. */
import type { EmailIdentity } from '../../template/mail/mail-resources';

/**
 * Returns the identity of an address: the address itself, its domain, or the closest parent domain that is an
 * identity. Domains are compared without case, local parts with case.
 * @see https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
 */
export function findIdentity(
  address: string,
  identities: readonly EmailIdentity[],
): EmailIdentity | undefined {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  const labels = domain.split('.');
  const parents = labels.map((_, index) => labels.slice(index).join('.'));
  const candidates = [`${address.slice(0, at)}@${domain}`, ...parents];
  const byName = new Map(identities.map((identity) => [normalise(identity.name), identity]));
  return candidates.map((name) => byName.get(name)).find((identity) => identity !== undefined);
}

function normalise(name: string): string {
  const at = name.lastIndexOf('@');
  return name.slice(0, at + 1) + name.slice(at + 1).toLowerCase();
}
