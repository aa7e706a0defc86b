/** A sign-in with the codes of oathtool, an authenticator that shares no code with the API. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createAccount } from '../support/accounts';
import { answerChallenge, confirmTotp, enrolTotp, openChallenge } from '../support/second-factors';
import { baseUrl } from '../support/server-under-test';

const PLACES = ['/usr/bin/oathtool', '/opt/homebrew/bin/oathtool'];

/**
 * Returns the path of oathtool: `OATHTOOL_PATH`, or one of the usual paths. If there is none, prints a warning.
 * @throws Error when the file at `OATHTOOL_PATH` does not exist, so that CI does not skip the test
 */
function findOathtool(): string | undefined {
  const named = process.env.OATHTOOL_PATH;
  if (named !== undefined && !existsSync(named))
    throw new Error(`OATHTOOL_PATH: the file ${named} does not exist`);
  const found = named ?? PLACES.find((path) => existsSync(path));
  if (found === undefined) {
    console.warn(
      'SKIPPED: this test needs oathtool. Install it (apt-get install oathtool) or set OATHTOOL_PATH.',
    );
  }
  return found;
}

const oathtool = findOathtool();
const withOathtool = oathtool === undefined ? test.skip : test;

/** Returns the codes of this step and of the next one. */
function readCodes(secret: string): readonly string[] {
  const printed = execFileSync(oathtool ?? '', ['--totp', '--base32', '--window=1', '-'], {
    input: secret,
    encoding: 'utf8',
  });
  return printed.trim().split('\n');
}

withOathtool('the secret of the URI makes the codes that the API accepts', async () => {
  const ada = await createAccount(baseUrl());
  const { json } = await enrolTotp(ada);
  const { searchParams } = new URL(json.uri);
  expect(Object.fromEntries(searchParams)).toMatchObject({ algorithm: 'SHA1', digits: '6', period: '30' });
  const [code = '', next = ''] = readCodes(searchParams.get('secret') ?? '');
  expect(await confirmTotp(ada, json.id, code)).toMatchObject({ status: 200 });
  const challenge = await openChallenge(baseUrl(), ada);
  expect(await answerChallenge(baseUrl(), challenge, { kind: 'totp', code: next })).toMatchObject({
    status: 201,
    json: { token_type: 'Bearer' },
  });
});
