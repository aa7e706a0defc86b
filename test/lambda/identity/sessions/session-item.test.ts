import type { Session } from '../../../../lambda/identity/sessions/session';
import {
  SESSION_ATTRIBUTES,
  SUMMARY_ATTRIBUTES,
  toSession,
  toSessionItem,
  toSessionSummary,
} from '../../../../lambda/identity/sessions/session-item';

const session: Session = {
  sub: 'sub-1',
  sid: 'sid-1',
  username: 'Ada',
  usernameVersion: 3,
  scopes: ['admin', 'audit'],
  createdAt: 100,
  authTime: 99,
  amr: ['pwd', 'otp'],
  lastUsedAt: 101,
  expiresAt: 3700,
  securityVersion: 2,
  accountEnds: true,
  ip: '192.0.2.1',
  userAgent: 'a browser',
  refresh: { familyHash: 'family', hash: 'current' },
  pageHash: 'page',
};
const rotated: ReturnType<typeof toSessionItem> = {
  previousHash: { S: 'previous' },
  nonce: { S: 'nonce' },
  rotatedAt: { N: '100500' },
};

test('stores a session as the authorizer and the stores read it', () => {
  expect(toSessionItem(session)).toEqual({
    pk: { S: 'SESSIONS#sub-1' },
    sk: { S: 'sid-1' },
    v: { N: '1' },
    username: { S: 'Ada' },
    usernameVersion: { N: '3' },
    scope: { S: 'admin audit' },
    createdAt: { N: '100' },
    authTime: { N: '99' },
    amr: { S: 'pwd otp' },
    lastUsedAt: { N: '101' },
    expiresAt: { N: '3700' },
    securityVersion: { N: '2' },
    accountEnds: { BOOL: true },
    ip: { S: '192.0.2.1' },
    userAgent: { S: 'a browser' },
    familyHash: { S: 'family' },
    refreshHash: { S: 'current' },
    pageHash: { S: 'page' },
  });
});

test('reads a session back, from only the projected attributes', () => {
  const item = { ...toSessionItem(session), ...rotated };
  expect(toSession('sub-1', item)).toEqual({
    ...session,
    refresh: {
      ...session.refresh,
      rotation: { previousHash: 'previous', nonce: 'nonce', rotatedAt: 100_500 },
    },
  });
  expect(Object.keys(item).sort()).toEqual(['pk', ...SESSION_ATTRIBUTES].sort());
});

test('the attributes that show a session contain no digest', () => {
  const item = { ...toSessionItem(session), ...rotated };
  const shown = Object.fromEntries(SUMMARY_ATTRIBUTES.map((name) => [name, item[name]]));
  const { refresh, pageHash, username, scopes, accountEnds, ...summary } = session;
  expect(toSessionSummary('sub-1', shown as typeof rotated)).toEqual(summary);
  expect(SUMMARY_ATTRIBUTES.join()).not.toMatch(/hash|nonce/i);
});

test('a session without a user agent, scopes and refresh tokens is complete', () => {
  const { ip, userAgent, refresh, ...bare } = { ...session, scopes: [] };
  expect(toSession('sub-1', toSessionItem(bare))).toEqual(bare);
});

test.each([
  'sk',
  'username',
  'scope',
  'createdAt',
  'authTime',
  'lastUsedAt',
  'expiresAt',
  'securityVersion',
  'familyHash',
  'nonce',
  'rotatedAt',
])('a session without %s is an internal error', (name) => {
  const { [name]: _, ...item } = { ...toSessionItem(session), ...rotated };
  expect(() => toSession('sub-1', item)).toThrow(`A session lacks ${name}`);
});

test('rejects an item of a newer schema version', () => {
  const item = { ...toSessionItem(session), v: { N: '2' } };
  expect(() => toSession('sub-1', item)).toThrow('schema version 2');
  expect(() => toSessionSummary('sub-1', item)).toThrow('schema version 2');
});
