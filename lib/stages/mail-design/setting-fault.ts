/** A fault of a value inside a setting. */

/** What is wrong, in the form of a stage's rules: `<path> <demand>; it is <value>.` */
export interface SettingFault {
  /** Such as `email.look.light.button`. */
  readonly path: string;
  readonly demand: string;
  readonly value: unknown;
}

/** Returns a fault for each member that is not one of the names, as TypeScript would. */
export function findUnknownMembers(
  value: object,
  names: readonly string[],
  path: string,
): readonly SettingFault[] {
  return Object.keys(value)
    .filter((name) => !names.includes(name))
    .map((name) => ({ path, demand: `must have only members of ${names.join(', ')}`, value: name }));
}
