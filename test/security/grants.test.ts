/** Makes a call of every kind under the synthesized roles: none is denied. self-check.all.test.ts removes grants. */
import { assemblyFolder } from '../support/server-under-test';
import { serveAndCall } from './call-everything';

test('with every grant every call succeeds, and no call is denied', async () => {
  const { statuses, log } = await serveAndCall(assemblyFolder());
  expect(statuses).toEqual({
    register: 201,
    'sign in': 201,
    'fail to sign in': 401,
    'read the keys': 200,
    create: 201,
    'create once': 201,
    'create again': 201,
    list: 200,
    read: 200,
    replace: 200,
    delete: 204,
    'delete what a key has created': 204,
    'create where the count is at its bound': 201,
    refresh: 200,
    'list the sessions': 200,
    'end a session': 204,
    'read the profile': 200,
    export: 200,
    'sign in once more': 201,
    'change the username': 200,
    'change the password': 204,
    'delete the account': 204,
  });
  expect(log).not.toContain('AccessDenied');
});
