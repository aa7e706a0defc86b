/** What the tests of imports have in common: an account, and lines that mean it. */
import { importUser } from '../../../../lambda/identity/operator/import-user';
import { createFakeDependencies, uuid } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

export const PBKDF2 = `$pbkdf2-sha256$i=10$c2FsdHNhbHQ$${'A'.repeat(43)}`;
export const OTHER = `$pbkdf2-sha256$i=10$c2FsdHNhbHQ$${'B'.repeat(43)}`;
/** The id of an account whose line gives none. */
export const NEW = uuid(50);
export const NOBODY = '00000000-0000-4000-8000-999999999999';

/** Fakes with an account of Ada's, who is signed in. */
export async function withAda() {
  const deps = createFakeDependencies();
  await signUp(deps, 'Ada');
  const ada = deps.accounts.named('ada');
  if (!ada) throw new Error('Ada was not registered');
  const known = { ...ada, passwordHash: PBKDF2, scopes: ['audit'] };
  deps.accounts.set(known);
  return { deps, ada: known, read: () => deps.accounts.named('ada') };
}

type Fakes = ReturnType<typeof createFakeDependencies>;

interface Options {
  readonly overwrite?: boolean;
  readonly dryRun?: boolean;
}

export const toLine = (record: object) =>
  JSON.stringify({ username: 'Ada', passwordHash: PBKDF2, ...record });

export const run = (deps: Fakes, record: object, options: Options = {}) =>
  importUser({ overwrite: false, dryRun: false, ...deps, ...options })(toLine(record), 1, NEW);
