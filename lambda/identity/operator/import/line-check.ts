/** Checks the lines of an import against each other. */
import { UnusableRecordError, type UserRecord } from '../user-record';

/**
 * Creates the check that no two lines give one `sub` or one address to different names. The table rejects the
 * second as well. But a dry run writes nothing, and of two lines in parallel either could be first.
 */
export function createLineCheck(): (record: UserRecord, number: number) => void {
  const seen = new Map<string, { readonly name: string; readonly number: number }>();
  return ({ sub, email, username }, number) => {
    const name = username?.normalised ?? email?.normalised ?? '';
    const claims = [
      ...(sub === undefined ? [] : [['sub', sub] as const]),
      ...(email ? [['e-mail address', email.normalised] as const] : []),
    ];
    for (const [what, value] of claims) {
      const earlier = seen.get(value);
      if (!earlier) seen.set(value, { name, number });
      else if (earlier.name !== name) {
        throw new UnusableRecordError(`line ${earlier.number} has the same ${what} with another name`);
      }
    }
  };
}
