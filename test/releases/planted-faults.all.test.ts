/** Plants the faults that the rehearsals must find. */
import type { PolicyDocument } from '../../local/iam/policy';
import type { LocalApp } from '../../local/template/model';
import { listUnmatched } from './mix-releases';
import { readDeploys } from './read-deploys';
import { runRunbook } from './run-runbook';

/** Lets auth sign only with the key in its environment. */
function signWithOneKey(release: LocalApp): LocalApp {
  const functions = release.functions.map((definition) => {
    const { SIGNING_KEY: key } = definition.environment;
    const narrow = (document: PolicyDocument): PolicyDocument => ({
      ...document,
      Statement: [document.Statement].flat().map((statement) => {
        const resources = [statement.Resource ?? []].flat();
        return JSON.stringify(statement.Action).includes('kms:Sign')
          ? { ...statement, Resource: resources.filter((arn) => arn.endsWith(`/${key}`)) }
          : statement;
      }),
    });
    return { ...definition, rolePolicies: definition.rolePolicies.map(narrow) };
  });
  return { ...release, functions };
}

test('a rotation that moves the permission to sign is found, at deployment and at rollback', async () => {
  const [start = {}, deploy = {}] = readDeploys('Rotate the signing key');
  const runbook = { heading: 'none', base: {}, start, deploys: [deploy] };
  const { faults } = await runRunbook(runbook, { alter: signWithOneKey });
  for (const direction of ['forward', 'backward']) {
    expect(faults).toContainEqual(`deploy 1, ${direction}: sign up: 500 INTERNAL, not 201`);
    expect(faults).toContainEqual(
      expect.stringMatching(`^deploy 1, ${direction}: denied: kms:Sign of AuthHandler`),
    );
  }
});

/** Gives the functions of all releases but the first another role, which the key policies name. */
function replaceRoles(): (release: LocalApp) => LocalApp {
  let isFirst = true;
  return (release) => {
    if (isFirst) {
      isFirst = false;
      return release;
    }
    return release.functions.reduce(
      (app, { roleArn }) => renameRole(app, roleArn, `${roleArn}Next`),
      release,
    );
  };
}

const renameRole = (app: LocalApp, from: string, to: string): LocalApp =>
  JSON.parse(JSON.stringify(app), (_, value: unknown) => (value === from ? to : value));

test.each(['forward', 'backward'] as const)('a replaced role is found (%s)', async (direction) => {
  const runbook = { heading: 'none', base: {}, deploys: [{ audience: 'latchkey' }] };
  const { faults } = await runRunbook(runbook, { alter: replaceRoles(), directions: [direction] });
  expect(faults).toContainEqual(`deploy 1, ${direction}: sign up: 500 INTERNAL, not 201`);
  expect(faults).toContainEqual(
    expect.stringMatching(`^deploy 1, ${direction}: denied: kms:Sign of AuthHandler`),
  );
});

const identityOf = (domain: string) => `arn:aws:ses:eu-central-1:111122223333:identity/${domain}`;

test.each([
  ['revocation', {}, { revocation: 'on-expiry' }, 'forward', 'denied: dynamodb:GetItem of AuthorizerHandler'],
  [
    'revocation, back again',
    { revocation: 'on-expiry' },
    { revocation: 'immediate' },
    'backward',
    'denied: dynamodb:GetItem of AuthorizerHandler',
  ],
  [
    'the key that hashes names',
    {},
    { keyedHashKey: 'multi-region' },
    'forward',
    'denied: kms:GenerateMac of AuthHandler',
  ],
  [
    'the example',
    { exampleRoutes: true },
    { exampleRoutes: false },
    'forward',
    'denied: dynamodb:Query of AuthHandler',
  ],
  [
    'Cognito',
    {},
    { cognitoMigration: { userPoolId: 'eu-central-1_AbCdEfGhI', clientId: 'client' } },
    'backward',
    'denied: cognito-idp:AdminInitiateAuth of AuthHandler',
  ],
  [
    'the sender',
    {},
    { email: { from: 'no-reply@example.org', identityArn: identityOf('example.org') } },
    'forward',
    'denied: ses:SendEmail of MailHandler',
  ],
  ['the audience', {}, { audience: 'orders' }, 'forward', 'profile: 401 UNAUTHORIZED, not 200'],
  [
    'the issuer',
    {},
    { issuer: 'https://login.example.com' },
    'forward',
    'profile: 401 UNAUTHORIZED, not 200',
  ],
] as const)('a switch of %s in one deploy is found', async (_, start, deploy, direction, fault) => {
  const runbook = { heading: 'none', base: {}, start, deploys: [deploy] };
  const { faults } = await runRunbook(runbook, { directions: [direction] });
  expect(faults).toContainEqual(expect.stringContaining(`deploy 1, ${direction}: ${fault}`));
});

const domain = (name: string) => ({
  customDomain: {
    name,
    certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
  },
});

test('a domain that is removed while the metadata still names it is found', async () => {
  const issuer = 'https://auth.example.com';
  const runbook = {
    heading: 'none',
    base: { region: 'eu-central-1', issuer },
    start: domain('auth.example.com'),
    deploys: [domain('login.example.com')],
  };
  const { faults } = await runRunbook(runbook, { directions: ['forward'] });
  for (const name of ['auth', 'login']) {
    expect(faults).toContainEqual(
      `deploy 1, forward: jwks_uri: ${name}.example.com is not served in both releases`,
    );
  }
});

test('a function under another logical id is reported', () => {
  const app = (...ids: readonly string[]) =>
    ({ functions: ids.map((logicalId) => ({ logicalId })) }) as unknown as LocalApp;
  expect(listUnmatched({ before: app('Auth1', 'Foo'), after: app('Auth2', 'Foo') })).toEqual([
    'Auth1 is only in the release before',
    'Auth2 is only in the release after',
  ]);
});
