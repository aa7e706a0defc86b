/** Creates an account with a foo through an app's functions. */
import { decodeJwt } from 'jose';
import { invokeCold } from '../measure/invoke-cold';
import { proxyEvent } from './events';
import type { World } from './open-harness';

/** An account. */
export interface Account {
  readonly username: string;
  readonly password: string;
  readonly token: string;
  /** The id of one of its foos. */
  readonly fooId: string;
  /** The authorizer's context of the account. */
  readonly caller: Readonly<Record<string, unknown>>;
}

/** Creates an account. @throws Error when a function rejects the request */
export async function signUp(world: World): Promise<Account> {
  const credentials = { username: 'ada', password: 'a phrase that passes the rules' };
  const { access_token: token = '' } = await call(world, 'auth', {
    method: 'POST',
    resource: '/users',
    body: credentials,
  });
  const { sub, sid, username, auth_time: authTime } = decodeJwt(token);
  const caller = { sub, sid, username, scope: '', authTime };
  const { id: fooId = '' } = await call(world, 'foo', {
    method: 'POST',
    resource: '/foo',
    body: { name: 'a foo' },
    caller,
  });
  return { ...credentials, token, fooId, caller };
}

async function call(
  world: World,
  service: string,
  request: Parameters<typeof proxyEvent>[0],
): Promise<Readonly<Record<string, string>>> {
  const { answer } = await invokeCold({ ...world.functionOf(service), event: proxyEvent(request) });
  const { statusCode, body } = (answer.value ?? {}) as { statusCode?: number; body?: string };
  if (statusCode !== 201 || body === undefined) {
    throw new Error(`${request.method} ${request.resource} answered ${statusCode}: ${body ?? answer.error}`);
  }
  return JSON.parse(body);
}
