import { listAddresses } from '../../../local/cli/list-addresses';
import type { LocalApp } from '../../../local/template/model';

const origin = 'http://localhost:3000';
const always = [`docs  ${origin}/_local/docs`, `pages ${origin}/_local/`];
const encrypting = { rolePolicies: [{ Statement: { Effect: 'Allow', Action: 'kms:Encrypt' } }] };

test.each<[string, object, readonly string[]]>([
  ['an app without mails and secrets', {}, []],
  ['an app that sends mails', { mail: {} }, [`mail  ${origin}/_local/mail`]],
  ['an app that encrypts', { functions: [encrypting] }, [`codes ${origin}/_local/authenticator`]],
])('%s has the pages that it needs', (_what, parts, more) => {
  const app = { mail: undefined, functions: [], ...parts } as unknown as LocalApp;
  expect(listAddresses(app, origin)).toEqual([...always, ...more]);
});
