import {
  digestPageSecret,
  formatPageSecret,
  parsePageSecret,
} from '../../../../../lambda/identity/sessions/pages/page-secret';
import { replacePageSecret } from '../../../../../lambda/identity/sessions/pages/replace-page-secret';
import { uuid } from '../../../fakes/auth-dependencies';
import { createMemorySessions } from '../../../fakes/memory-sessions';

const secret = { sub: uuid(1), sid: uuid(2), secret: Buffer.alloc(32, 7) };
const session = {
  sub: uuid(1),
  sid: uuid(2),
  username: 'Ada',
  scopes: [],
  createdAt: 1_000,
  authTime: 1_000,
  amr: ['pwd'],
  lastUsedAt: 1_000,
  expiresAt: 4_600,
  securityVersion: 1,
  pageHash: digestPageSecret(secret),
};

test('the secret of a session is replaced once', async () => {
  const pageSessions = createMemorySessions();
  await pageSessions.put(session);
  const replace = replacePageSecret({ pageSessions });
  const cookie = (await replace(formatPageSecret(secret))) ?? '';
  const next = parsePageSecret(cookie);
  expect(next).toMatchObject({ sub: uuid(1), sid: uuid(2) });
  expect(cookie).not.toBe(formatPageSecret(secret));
  expect(await pageSessions.find(session)).toEqual({ ...session, pageHash: next && digestPageSecret(next) });
  expect(await replace(formatPageSecret(secret))).toBeUndefined();
});

test.each(['', 'p1', formatPageSecret({ ...secret, sid: uuid(3) })])(
  'the cookie of no session gets no other secret: %j',
  async (cookie) => {
    const pageSessions = createMemorySessions();
    await pageSessions.put(session);
    expect(await replacePageSecret({ pageSessions })(cookie)).toBeUndefined();
    expect(await pageSessions.find(session)).toEqual(session);
  },
);
