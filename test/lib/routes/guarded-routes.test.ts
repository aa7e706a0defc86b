import { type Route, routes, unverifiedRoutes, VERIFIED_SCOPE } from '../../../lambda/routes';
import { createStageGrants, guardedRoutes } from '../../../lib/routes/guarded-routes';
import type { EmailSettings } from '../../../lib/stages/email-settings';
import { stageSettings } from '../../../lib/stages/stages';

const stage = stageSettings('test');
const email = stage.email as EmailSettings;
const required = { ...stage, email: { ...email, policy: 'required' as const } };

test.each([
  ['without e-mail', { ...stage, email: undefined }],
  ['with an optional address', { ...stage, email: { ...email, policy: 'optional' as const } }],
])('%s no route requires a scope more', (_what, settings) => {
  expect(Object.values(guardedRoutes(settings)).every((route) => !('scope' in route))).toBe(true);
  expect(createStageGrants(settings).scopes).toEqual({});
});

test('every signed-in route requires the scope, except those before the verification', () => {
  const guarded = guardedRoutes(required);
  for (const [key, { access }] of Object.entries<Route>(routes)) {
    const isOpen = access !== 'signed-in' || unverifiedRoutes.some((open) => open === key);
    expect([key, guarded[key]?.scope]).toEqual([key, isOpen ? undefined : VERIFIED_SCOPE]);
  }
});

test('a token without the scope opens exactly those routes', () => {
  const { anyToken, scopes } = createStageGrants(required);
  expect([...anyToken].sort()).toEqual(
    [
      'DELETE/sessions',
      'DELETE/sessions/*',
      'DELETE/users/me',
      'DELETE/users/me/',
      'DELETE/users/me/email',
      'DELETE/users/me/email/',
      'DELETE/users/me/email/verification',
      'DELETE/users/me/email/verification/',
      'GET/users/me',
      'GET/users/me/',
      'GET/users/me/export',
      'GET/users/me/export/',
      'POST/sessions/current/*',
      'POST/users/me/email/verification',
      'POST/users/me/email/verification/',
      'PUT/users/me/email',
      'PUT/users/me/email/',
    ].sort(),
  );
  expect(Object.keys(scopes)).toEqual([VERIFIED_SCOPE]);
  expect(scopes[VERIFIED_SCOPE]).toEqual(
    expect.arrayContaining(['GET/foo', 'GET/foo/', 'GET/foo/*', 'PUT/users/me/password', 'GET/sessions']),
  );
});
