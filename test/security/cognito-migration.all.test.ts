/** `npm run users:import` without hashes: users sign in with their passwords from Amazon Cognito, which is asked once. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startRun, type TestRun } from '../faults/start-run';
import {
  type Answering,
  json,
  type StubEndpoint,
  silent,
  startStubEndpoint,
} from '../lambda/shared/aws/stub-endpoint';
import { signIn } from '../support/accounts';
import { copyChanged } from '../support/change-template';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { assemblyFolder } from '../support/server-under-test';
import { projectRoot } from '../support/synthesize';
import { typescriptOptions } from '../support/typescript-process';

const PASSWORD = 'Ten chars!';
const ABOUT_A_SECOND = 990;
const tokens = json(200, { AuthenticationResult: { AccessToken: 'eyJ' }, ChallengeParameters: {} });
const user = json(200, {
  UserAttributes: [
    { Name: 'email', Value: 'Ada@Example.com' },
    { Name: 'email_verified', Value: 'true' },
  ],
});
const refusal = json(400, { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' });

let folder: string;
let cognito: StubEndpoint;
let run: TestRun;
/** The next response of Cognito. */
let answering: Answering;

/** Responds as the user pool would: one password is correct, and all users have Ada's verified address. */
const judge: Answering = (response) => {
  const { AccessToken, AuthParameters } = JSON.parse(cognito.requests.at(-1)?.body ?? '{}');
  if (AccessToken !== undefined) return user(response);
  return (AuthParameters.PASSWORD === PASSWORD ? tokens : refusal)(response);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-cognito-'));
  cognito = await startStubEndpoint((response) => answering(response));
  const assembly = join(folder, 'assembly');
  copyChanged(assemblyFolder(), assembly, (resources) => {
    for (const { Properties } of Object.values(resources)) {
      const variables = Properties?.Environment?.Variables;
      if (variables?.COGNITO_MIGRATION === undefined) continue;
      variables.COGNITO_MIGRATION = 'eu-west-1_Pool,client-1';
      variables.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = cognito.url;
    }
  });
  run = await startRun({ assembly, maxInstances: 2 });
});
afterAll(async () => {
  await run?.close();
  await cognito?.close();
  rmSync(folder, { recursive: true, force: true });
});

const command = (name: string, ...args: readonly string[]) =>
  promisify(execFile)(
    process.execPath,
    [...typescriptOptions, join(projectRoot, 'bin', `${name}.ts`), ...args],
    {
      cwd: run.folder,
    },
  );

/** Imports an account without a hash. */
async function importAccount(username: string): Promise<void> {
  const file = join(folder, `${username}.jsonl`);
  writeFileSync(file, JSON.stringify({ username, passwordHash: '$cognito$' }));
  const { stdout } = await command('users-import', '--in', file);
  expect(stdout).toBe('1 created, 0 overwritten, 0 unchanged, 0 refused\n');
}

async function trySignIn(username: string, password: string) {
  const begun = performance.now();
  const answer = await send(run.origin, {
    method: 'POST',
    path: '/sessions/create',
    json: { username, password },
  });
  return { answer, took: performance.now() - begun };
}

test('Cognito verifies the first sign-in, and the stored hash verifies later ones', async () => {
  answering = judge;
  await importAccount('Ada');
  const wrong = await trySignIn('ada', `${PASSWORD}.`);
  expectProblem(wrong.answer, { status: 401, code: 'INVALID_CREDENTIALS' });
  const asked = cognito.requests.length;
  expect(asked).toBe(1);

  const account = await signIn(run.origin, { username: 'ada', password: PASSWORD });
  expect(await account.send({ path: '/users/me' })).toMatchObject({
    status: 200,
    json: { username: 'Ada', email: 'Ada@example.com', email_verified: true },
  });
  expect(cognito.requests.slice(asked).map(({ body }) => JSON.parse(body))).toMatchObject([
    { UserPoolId: 'eu-west-1_Pool', ClientId: 'client-1', AuthParameters: { USERNAME: 'Ada', PASSWORD } },
    { AccessToken: 'eyJ' },
  ]);

  // her address signs her in, and Cognito is not asked again
  await signIn(run.origin, { username: 'ada@example.com', password: PASSWORD });
  expect((await trySignIn('ada', `${PASSWORD}.`)).answer.status).toBe(401);
  expect(cognito.requests).toHaveLength(asked + 2);
  const out = join(folder, 'exported.jsonl');
  await command('users-export', '--out', out);
  expect(JSON.parse(readFileSync(out, 'utf8')).passwordHash).toMatch(/^\$argon2id\$v=19\$/);
});

test('a failed sign-in takes a second, whether Cognito was asked or the name is unknown', async () => {
  answering = judge;
  await importAccount('bob');
  const refused = [
    await trySignIn('bob', 'a wrong password'),
    await trySignIn('nobody-has-it', 'a wrong password'),
  ];
  const [known, unknown] = refused.map(
    ({
      answer: {
        status,
        json: { requestId: _, ...body },
      },
    }) => ({ status, body }),
  );
  expect(known).toMatchObject({ status: 401 });
  expect(unknown).toEqual(known);
  for (const { took } of refused) expect(took).toBeGreaterThan(ABOUT_A_SECOND);
});

test('while Cognito does not respond, users whose password only it knows receive 503', async () => {
  await importAccount('carol');
  answering = silent;
  const { answer } = await trySignIn('carol', PASSWORD);
  expectProblem(answer, { status: 503, code: 'DEPENDENCY_UNAVAILABLE' });
  expect(answer.headers['retry-after']).toBeDefined();
  answering = judge;
  const carol = await signIn(run.origin, { username: 'carol', password: PASSWORD });
  // the address is Ada's by now: the sign-in succeeds without it
  expect((await carol.send({ path: '/users/me' })).json).toMatchObject({ username: 'carol', email: null });
});
