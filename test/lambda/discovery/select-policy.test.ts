import { selectPolicy } from '../../../lambda/discovery/select-policy';
import type { OptionalFeature } from '../../../lambda/routes';
import openapi from '../../../openapi.json';

const select = (
  signUpEmail: string,
  emailPolicy: string,
  trustedDevices = 'on',
  features: readonly OptionalFeature[] = ['email', 'passkeys', 'passkey-sign-up'],
) => selectPolicy(openapi, { features, signUpEmail, emailPolicy, trustedDevices });
const signUpOf = ({ paths }: typeof openapi) =>
  paths['/users'].post.requestBody.content['application/json'] as unknown as {
    readonly schema: { readonly properties: object; readonly required: readonly string[] };
    readonly example: object;
  };

test('without the policy, nothing speaks of it', () => {
  const document = select('optional', '');
  expect(JSON.stringify(document)).not.toContain('EMAIL_NOT_VERIFIED');
  expect(JSON.stringify(document)).not.toMatch(/is not verified/);
  expect(document.components.responses['REQUEST_FILTERED.REQUEST_REFUSED']).toEqual(
    openapi.components.responses['REQUEST_FILTERED.REQUEST_REFUSED'],
  );
});

test('with the policy, the document is the whole one', () => {
  expect(select('optional', 'required')).toEqual(openapi);
});

test('a sign-up has an address only where the stage takes one', () => {
  expect(signUpOf(select('', '')).schema.properties).not.toHaveProperty('email');
  expect(signUpOf(select('optional', '')).schema).toMatchObject({
    properties: { email: {} },
    required: ['username'],
  });
  const { schema, example } = signUpOf(select('required', ''));
  expect(schema).toMatchObject({ properties: { email: {} }, required: ['username', 'email'] });
  expect(example).toHaveProperty('email');
});

test('a sign-up takes a passkey only where the stage creates accounts without a password', () => {
  const { schema } = signUpOf(select('optional', '', 'on', ['email', 'passkeys']));
  expect(schema.required).toEqual(['username', 'password']);
  expect(Object.keys(schema.properties).sort()).toEqual(['email', 'password', 'username']);
});

test('a change of the password may leave the present one out only where accounts may have none', () => {
  const requiredOf = ({ paths }: typeof openapi) =>
    paths['/users/me/password'].put.requestBody.content['application/json'].schema.required;
  expect(requiredOf(select('', ''))).toEqual(['new_password']);
  expect(requiredOf(select('', '', 'on', ['email']))).toEqual(['current_password', 'new_password']);
});

test('a stage without passkeys takes no credential, and demands a code', () => {
  const bodyOf = (document: typeof openapi, path: '/sessions/challenge' | '/sessions/current/step-up') =>
    document.paths[path].post.requestBody.content['application/json'].schema as unknown as {
      readonly properties: object;
      readonly required?: readonly string[];
    };
  const without = select('', '', 'on', ['email']);
  const [answer, all] = [bodyOf(without, '/sessions/challenge'), bodyOf(openapi, '/sessions/challenge')];
  expect([all.required, answer.required]).toEqual([
    ['challenge', 'kind'],
    ['challenge', 'kind', 'code'],
  ]);
  expect(all.properties).toHaveProperty('credential');
  expect(answer.properties).not.toHaveProperty('credential');
  const { properties } = bodyOf(without, '/sessions/current/step-up');
  expect(Object.keys(properties).sort()).toEqual(['code', 'kind', 'password']);
});

test('a stage without trusted devices does not speak of them', () => {
  expect(JSON.stringify(select('', ''))).toContain('trusted_device_token');
  expect(JSON.stringify(select('', '', ''))).not.toMatch(/trust_device|trusted_device_token/);
});

test('a stage without e-mail mails no code of an enrolment', () => {
  expect(JSON.stringify(select('', ''))).toContain('"email_code":');
  expect(JSON.stringify(select('', '', 'on', []))).not.toContain('"email_code":');
});

test('the document itself stays as it is', () => {
  const before = JSON.stringify(openapi);
  select('required', '', '');
  expect(JSON.stringify(openapi)).toBe(before);
});
