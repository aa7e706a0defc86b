/** Serves a stage with other settings of revocation, for the suites about the end of access tokens. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsCall, Intercept } from '../../local/aws/call';
import { startRun, type TestRun } from '../faults/start-run';
import { type Account, toAccount } from '../support/accounts';
import { copyChanged, type Resources } from '../support/change-template';
import { send } from '../support/http-client';
import { assemblyFolder } from '../support/server-under-test';

export const HOUR = 60 * 60;
export const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

/** The settings of the stage. */
export interface RevocationSettings {
  readonly cacheSeconds: number;
  readonly revocation: 'immediate' | 'on-expiry';
  readonly intercept?: Intercept;
}

/** Serves a stage with these settings, in which sessions older than an hour are revoked. */
export async function serveRevocation(settings: RevocationSettings): Promise<TestRun> {
  const { cacheSeconds, revocation, ...options } = settings;
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-revocation-'));
  const assembly = join(folder, 'cdk.out');
  copyChanged(assemblyFolder(), assembly, (resources: Resources) => {
    for (const { Type, Properties } of Object.values(resources)) {
      if (Type === 'AWS::ApiGateway::Authorizer') Properties.AuthorizerResultTtlInSeconds = cacheSeconds;
      const variables = Properties?.Environment?.Variables;
      if (variables?.SESSIONS_NOT_BEFORE !== undefined)
        variables.SESSIONS_NOT_BEFORE = String(secondsAgo(HOUR));
      if (variables?.REVOCATION !== undefined) variables.REVOCATION = revocation;
    }
  });
  const run = await startRun({ assembly, maxInstances: 1, ...options });
  const stop = run.close;
  return Object.assign(run, {
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** Sets the start of a session, in epoch seconds. */
export function beginSession({ table }: TestRun, { id, sid }: Account, seconds: number): Promise<void> {
  const time = { N: String(seconds) };
  return table.set({ pk: `SESSIONS#${id}`, sk: sid }, { createdAt: time, authTime: time });
}

/** Whether the authorizer reads a session. */
export const isSessionRead = ({ logicalId = '', action }: AwsCall) =>
  logicalId.startsWith('Authorizer') && action === 'dynamodb:GetItem';

export const readFoo = ({ send: ask }: Account) => ask({ path: '/foo' });
export const signOut = ({ send: ask }: Account) => ask({ method: 'DELETE', path: '/sessions/current' });
export const deleteAccount = ({ send: ask }: Account) => ask({ method: 'DELETE', path: '/users/me' });

/** Signs up with the name and the password of an account. */
export async function registerAgain({ origin }: TestRun, { username, password }: Account): Promise<Account> {
  const json = { username, password };
  return toAccount(origin, json, await send(origin, { method: 'POST', path: '/users', json }));
}
