/** Chooses among templates by what a client accepts. */

/**
 * The first content type that the client accepts, else JSON, else the first there is.
 * @param types of the templates, as the API writes them
 * @param accept the request's header
 */
export function chooseContentType(types: readonly string[], accept: string | undefined): string {
  const accepted = (accept ?? '').split(',').map((range) => range.split(';')[0]?.trim() ?? '');
  const chosen = accepted.find((range) => types.includes(range));
  if (chosen !== undefined) return chosen;
  return types.includes('application/json') ? 'application/json' : (types[0] ?? 'application/json');
}
