/** Compiles projects that use the declarations of the installed package. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declareClient } from '../../../lib/bundling/declare-client';
import { checkTypes } from '../../support/check-types';
import { readClientExample, readPasskeyExamples } from '../../support/client-readme';

const root = join(__dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'latchkey-consumer-'));

const MISUSE = `
export async function misuse(foo: Foo, code: ProblemCode) {
  // @ts-expect-error the route does not exist
  await client.api.GET('/nothing');
  // @ts-expect-error the body lacks its name
  await client.api.POST('/foo', { body: {} });
  // @ts-expect-error a foo does not have this member
  foo.nothing;
  // @ts-expect-error a problem does not have this code
  code === 'NOTHING';
}
`;

const TYPES = `
import type { Credentials, User } from '@latchkey/client/account';
import type { paths, ProblemCode } from '@latchkey/client/api-types';
import { memoryStorage, type TokenStorage } from '@latchkey/client/token-storage';
import { webStorage } from '@latchkey/client/web-storage';
declare function showSignIn(message?: string): void;
type Foo = paths['/foo/{id}']['get']['responses'][200]['content']['application/json'];
export const storages: TokenStorage[] = [memoryStorage(), webStorage()];
export const signUp: (credentials: Credentials) => Promise<User> = (credentials) => client.signUp(credentials);
`;

const PASSKEYS = `
import type { Client } from '@latchkey/client';
import type { PasskeyErrorReason } from '@latchkey/client/passkey-error';
import type { Passkey } from '@latchkey/client/passkey-types';
declare const client: Client;
declare const password: string;
declare function showApp(): void;
declare function showError(error: unknown): void;
`;

const PASSKEY_MISUSE = `
export const passkeyOfApi: Passkey = passkey;
export const reason: PasskeyErrorReason = 'not-allowed';
// @ts-expect-error a browser does not have this reason
hasReason(user, 'canceled');
// @ts-expect-error an account needs a username
await signUpWithPasskey(client, { email: 'ada@example.com' });
// @ts-expect-error a passkey does not have this member
passkey.nothing;
// @ts-expect-error the client itself has no function of passkeys
client.createPasskey;
`;

beforeAll(() => {
  const installed = join(folder, 'node_modules', '@latchkey', 'client');
  mkdirSync(join(installed, 'dist'), { recursive: true });
  declareClient(join(installed, 'dist'));
  cpSync(join(root, 'client', 'package.json'), join(installed, 'package.json'));
  symlinkSync(join(root, 'node_modules', 'openapi-fetch'), join(folder, 'node_modules', 'openapi-fetch'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(folder, 'example.ts'), `${TYPES}${readClientExample()}${MISUSE}`);
  writeFileSync(join(folder, 'passkeys.ts'), `${PASSKEYS}${readPasskeyExamples()}${PASSKEY_MISUSE}`);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'the README’s programs have the types of the API by the modules %s and the resolution %s, and misuse has none',
  async (module, moduleResolution) => {
    const compilerOptions = {
      module,
      moduleResolution,
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: [],
      strict: true,
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['example.ts', 'passkeys.ts'] }),
    );
    expect(await checkTypes(folder)).toBe('');
  },
);
