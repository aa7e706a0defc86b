/** A fault of a value inside a setting. */

/** What is wrong, in the form of a stage's rules: `<path> <demand>; it is <value>.` */
export interface SettingFault {
  /** Such as `email.look.light.button`. */
  readonly path: string;
  readonly demand: string;
  readonly value: unknown;
}

/** Returns a fault for each member that is not one of the names, as TypeScript would. */
function findUnknownMembers(value: object, names: readonly string[], path: string): readonly SettingFault[] {
  return Object.keys(value)
    .filter((name) => !names.includes(name))
    .map((name) => ({ path, demand: `must have only members of ${names.join(', ')}`, value: name }));
}

/**
 * Returns the faults of a value that must be an object: its unknown members, and what `find` finds. An undefined value
 * is not set, and has none. Stages may be written in JavaScript, so a value may have any type.
 */
export function findObjectFaults<Value extends object>(
  value: Value | undefined,
  names: readonly string[],
  path: string,
  find: (value: Value) => readonly SettingFault[],
): readonly SettingFault[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ path, demand: `must be an object with members of ${names.join(', ')}`, value }];
  }
  return [...findUnknownMembers(value, names, path), ...find(value)];
}
