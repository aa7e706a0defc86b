/** The passwords that attackers try first, in lower case. Import this file on demand: the list is long. */
// `import()` of the list itself would define a property for each of its 49,233 entries.
import list = require('@zxcvbn-ts/language-common/src/passwords.json');

export const commonPasswords: ReadonlySet<string> = new Set<string>(list);
