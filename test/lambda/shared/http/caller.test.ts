import { readCaller } from '../../../../lambda/shared/http/caller';
import { proxyEvent } from '../../fakes/proxy-event';

const context = {
  sub: 'sub-1',
  sid: 'sid-1',
  username: 'Ada',
  scope: 'audit read',
  authTime: '1767323045',
  amr: 'pwd otp mfa',
};
const callerOf = (authorizer: Record<string, unknown>) => readCaller(proxyEvent({ authorizer }));

test("the caller is the one in the authorizer's context", () => {
  expect(callerOf({ ...context, principalId: 'sub-1' })).toEqual({
    sub: 'sub-1',
    sid: 'sid-1',
    username: 'Ada',
    scopes: ['audit', 'read'],
    authTime: 1_767_323_045,
    amr: ['pwd', 'otp', 'mfa'],
  });
});

test.each([undefined, '', 5])('the scope %j is empty', (scope) => {
  expect(callerOf({ ...context, scope }).scopes).toEqual([]);
});

test.each([undefined, null, '', 5, ['mfa']])('a context whose methods are %j says nothing of them', (amr) => {
  expect(callerOf({ ...context, amr }).amr).toEqual([]);
});

test.each(['sub', 'sid', 'username'])(
  'a context whose %s is missing, empty or not a string is not served',
  (name) => {
    for (const value of [undefined, null, '', 5, true, {}]) {
      expect(() => callerOf({ ...context, [name]: value })).toThrow('without the context of the authorizer');
    }
  },
);

test.each([undefined, null, 'soon', '1.5', 'NaN', 'Infinity', '1e300', {}])(
  'a context whose time of sign-in is %j is not served',
  (authTime) => {
    expect(() => callerOf({ ...context, authTime })).toThrow('without the context of the authorizer');
  },
);

test('an empty time of sign-in is not recent', () => {
  expect(callerOf({ ...context, authTime: '' }).authTime).toBe(0);
});

test('a route that is reached without an authorizer is not served', () => {
  expect(() => readCaller(proxyEvent())).toThrow('without the context of the authorizer');
});
