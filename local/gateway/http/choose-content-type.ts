/** Chooses a template by the content types that a client accepts. */

/**
 * Returns the first content type that the client accepts, else JSON, else the first of the list.
 * @param types the content types of the templates, as the API spells them
 * @param accept the `Accept` header of the request
 */
export function chooseContentType(types: readonly string[], accept: string | undefined): string {
  const accepted = (accept ?? '').split(',').map((range) => range.split(';')[0]?.trim() ?? '');
  const chosen = accepted.find((range) => types.includes(range));
  if (chosen !== undefined) return chosen;
  return types.includes('application/json') ? 'application/json' : (types[0] ?? 'application/json');
}
