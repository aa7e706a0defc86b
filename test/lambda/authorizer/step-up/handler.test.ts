/** The entry points with a step-up, as Lambda loads them. Without a table, all of them accept tokens until they expire. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import type { AuthorizerHandler } from '../../../../lambda/authorizer/authorizer-handler';
import { createRouteGrants, toRouteGrantsFiles } from '../../../../lib/routes/route-grants';
import { audience, createTestKey, issuer, mintToken, toKeySource } from '../../shared/tokens/mint-token';
import { STAGE, table } from './step-up-scene';

const key = createTestKey('key-1');
const seconds = Math.floor(Date.now() / 1000);
const token = mintToken(key, {
  claims: { iat: seconds, auth_time: seconds, session_start: seconds, exp: seconds + 600, amr: ['pwd'] },
});
const event: APIGatewayTokenAuthorizerEvent = {
  type: 'TOKEN',
  authorizationToken: `Bearer ${token}`,
  methodArn: `${STAGE}/POST/payments`,
};

const environment = process.env;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'step-up-entries-'));
  process.env = {
    ...environment,
    LAMBDA_TASK_ROOT: folder,
    TABLE_NAME: 'table',
    ACCEPTED_AUDIENCES: audience,
    ACCEPTED_ISSUERS: issuer,
    VERIFICATION_KEYS: 'key-1',
    PUBLIC_KEYS: toKeySource(key).publicKeys,
    REVOCATION: 'on-expiry',
    SESSIONS_NOT_BEFORE: '0',
    AWS_REGION: 'eu-west-1',
  };
  jest.resetModules();
});
afterEach(() => {
  process.env = environment;
  rmSync(folder, { recursive: true, force: true });
});

const write = (...names: readonly string[]) => {
  const files = toRouteGrantsFiles(createRouteGrants(table));
  for (const name of names) writeFileSync(join(folder, name), files[name] ?? '');
};

type Load = () => Promise<{ readonly handler: AuthorizerHandler }>;
const entries: readonly [string, Load, string][] = [
  ['handler', () => import('../../../../lambda/authorizer/step-up/handler'), 'INSUFFICIENT_SCOPE'],
  [
    'on-expiry-handler',
    () => import('../../../../lambda/authorizer/step-up/on-expiry-handler'),
    'INSUFFICIENT_SCOPE',
  ],
  [
    'verified-handler',
    () => import('../../../../lambda/authorizer/step-up/verified-handler'),
    'EMAIL_NOT_VERIFIED',
  ],
  [
    'verified-on-expiry-handler',
    () => import('../../../../lambda/authorizer/step-up/verified-on-expiry-handler'),
    'EMAIL_NOT_VERIFIED',
  ],
];

describe.each(entries)('%s', (_name, load, otherReason) => {
  test('allows a route until its date, and names the reason of a denial', async () => {
    write('routes.json', 'step-up.json');
    const { handler } = await load();
    const { policyDocument, context } = await handler(event);
    const [first, denial] = policyDocument.Statement.filter(({ Effect }) => Effect === 'Deny').reverse();
    expect(denial).toMatchObject({
      Resource: [`${STAGE}/POST/payments`, `${STAGE}/POST/payments/`],
      Condition: {
        DateGreaterThanEquals: { 'aws:CurrentTime': new Date((seconds + 300) * 1000).toISOString() },
      },
    });
    expect(first).toMatchObject({ Resource: [`${STAGE}/DELETE/vault/*`] });
    expect(first).not.toHaveProperty('Condition');
    expect(context?.denialCode).toBe('STEP_UP_REQUIRED');
    const scoped = await handler({ ...event, methodArn: `${STAGE}/GET/reports` });
    expect(scoped.context?.denialCode).toBe(otherReason);
  });

  test('does not start without the file of such routes', async () => {
    write('routes.json');
    await expect(load()).rejects.toThrow('step-up.json cannot be used: ENOENT');
  });
});

test('the authorizer of other stages allows no such route, also with both files', async () => {
  write('routes.json', 'step-up.json');
  const { handler } = await import('../../../../lambda/authorizer/on-expiry-handler');
  expect(JSON.stringify(await handler(event))).not.toMatch(/payments|vault/);
});
