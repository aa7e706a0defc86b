/** Attackers who change an account, and do not want its owner to hear of it. */
import { refreshWith, withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import { expectProblem } from '../../support/expect-problem';
import type { Sent } from '../../support/http-client';
import { type ReceivedMail, readAllMails, readMails } from '../../support/read-mails';
import type { Attack } from '../attack';
import type { Target, Victim } from '../target';

const AGENT = 'Mozilla/5.0 (Windows NT 10.0) Firefox/141.0 https://evil.example <script>';

async function act(target: Target, { token }: Victim, sent: Sent): Promise<void> {
  const { status } = await target.send(withToken(token, sent));
  expect(status).toBeLessThan(300);
}

/** Gives an account another address, and returns it. */
async function addAddress(target: Target, user: Victim): Promise<string> {
  const email = `${createCredentials().username}@example.com`;
  await act(target, user, { method: 'PUT', path: '/users/me/email', json: { email } });
  const [mail] = await readMails(email, 1, target.origin);
  const json = { code: mail?.code };
  await act(target, user, { method: 'POST', path: '/users/me/email/verification', json });
  return email;
}

/** Creates an account with an address. */
async function createOwner(target: Target) {
  const owner = await target.signUp();
  return { owner, address: await addAddress(target, owner) };
}

/** Returns all notices to an address. */
async function readNotices(target: Target, address: string): Promise<readonly ReceivedMail[]> {
  const mails = await readAllMails(address, target.origin);
  return mails.filter(({ kind }) => kind === 'notice');
}

/** Changes the password, and returns the victim with the new one. */
async function changePassword(target: Target, owner: Victim): Promise<Victim> {
  const { password } = createCredentials();
  const json = { current_password: owner.password, new_password: password };
  const headers = { 'user-agent': AGENT };
  await act(target, owner, { method: 'PUT', path: '/users/me/password', json, headers });
  return { ...owner, password };
}

/** Reuses a replaced refresh token of a new session, after the grace period. */
async function reuseToken(target: Target, owner: Victim): Promise<void> {
  const copied = await target.signIn(owner);
  await target.send(refreshWith(copied.refreshToken));
  const rotatedAt = { N: String(Date.now() - 11_000) };
  await target.table.set({ pk: `SESSIONS#${owner.id}`, sk: copied.sid }, { rotatedAt });
  const answer = await target.send(refreshWith(copied.refreshToken));
  expectProblem(answer, { status: 401, code: 'REFRESH_TOKEN_REUSED' });
}

const subjectsOf = (notices: readonly ReceivedMail[]) => notices.map(({ subject }) => subject ?? '').sort();

const REQUESTED = 'Your latchkey account may get another email address';
const DELETED = 'Your latchkey account was deleted';
const CHANGED = 'The password of your latchkey account was changed';
const REPLACED = 'Your latchkey account no longer uses this email address';
const REUSED = 'A session of your latchkey account was ended';

export const noticeAttacks: readonly Attack[] = [
  {
    requirement: ['ASVS V6.3.7'],
    attack: 'a notice is searched for a code, a link that acts, a secret and the text of a User-Agent',
    onlyInAll: true,
    play: async (target) => {
      const { owner, address } = await createOwner(target);
      await reuseToken(target, owner);
      const changed = await changePassword(target, owner);
      await act(target, changed, { method: 'DELETE', path: '/users/me' });
      const notices = await readNotices(target, address);
      expect(subjectsOf(notices)).toEqual([REUSED, CHANGED, DELETED].sort());
      for (const { code, subject, text, html } of notices) {
        expect(code).toBeUndefined();
        const whole = [subject, text, html].join('\n');
        expect(whole).not.toMatch(/https?:|href=|src=|<script|<a\b|Mozilla|evil/i);
        for (const secret of [changed.password, owner.password, owner.token, owner.refreshToken, owner.id]) {
          expect(whole).not.toContain(secret);
        }
      }
    },
  },
  {
    requirement: ['ASVS V6.3.7'],
    attack: 'a flood of one kind of notice, and of mails with codes, to suppress another kind',
    onlyInAll: true,
    play: async (target) => {
      const { owner, address } = await createOwner(target);
      for (let n = 0; n < 3; n++) await reuseToken(target, owner);
      for (let n = 0; n < 8; n++) {
        const json = { email: `${createCredentials().username}@example.com` };
        await act(target, owner, { method: 'PUT', path: '/users/me/email', json });
      }
      await changePassword(target, owner);
      const notices = await readNotices(target, address);
      expect(subjectsOf(notices)).toEqual([REQUESTED, REUSED, CHANGED].sort());
    },
  },
  {
    requirement: ['ASVS V6.3.7'],
    attack: 'a stolen session changes the address twice, so that the notice goes to its own',
    onlyInAll: true,
    play: async (target) => {
      const { owner, address } = await createOwner(target);
      const own = await addAddress(target, owner);
      const next = await addAddress(target, owner);
      expect(subjectsOf(await readNotices(target, address))).toEqual([REQUESTED, REPLACED].sort());
      // the one that was replaced then hears of it too, and the one in use does not
      expect(subjectsOf(await readNotices(target, own))).toEqual([REPLACED]);
      expect(await readAllMails(next, target.origin)).toHaveLength(1);
      const page = await target.send(withToken(owner.token, { path: '/users/me/export' }));
      expect(page.json.items[0].former_email.address).toBe(address);
    },
  },
  {
    requirement: ['ASVS V6.3.7'],
    attack: 'a stolen session removes the address before it sets its own, or deletes the account afterwards',
    onlyInAll: true,
    play: async (target) => {
      const { owner, address } = await createOwner(target);
      await act(target, owner, { method: 'DELETE', path: '/users/me/email' });
      const own = await addAddress(target, owner);
      const page = await target.send(withToken(owner.token, { path: '/users/me/export' }));
      expect(page.json.items[0].former_email.address).toBe(address);
      await act(target, owner, { method: 'DELETE', path: '/users/me' });
      expect(subjectsOf(await readNotices(target, address))).toEqual([REPLACED]);
      expect(subjectsOf(await readNotices(target, own))).toEqual([DELETED]);
    },
  },
  {
    requirement: ['ASVS V6.3.7'],
    attack: 'a stolen session asks for another address first, so that the notice of a change goes there',
    onlyInAll: true,
    play: async (target) => {
      const { owner, address } = await createOwner(target);
      const pending = `${createCredentials().username}@example.com`;
      await act(target, owner, { method: 'PUT', path: '/users/me/email', json: { email: pending } });
      await readMails(pending, 1, target.origin);
      expect(subjectsOf(await readNotices(target, address))).toEqual([REQUESTED]);
      await changePassword(target, owner);
      expect(subjectsOf(await readNotices(target, address))).toEqual([CHANGED, REQUESTED].sort());
      expect(await readAllMails(pending, target.origin)).toHaveLength(1);
    },
  },
  {
    requirement: ['ASVS V6.3.7'],
    attack: 'a stolen session asks for its own address, to have the address of the owner replaced unnoticed',
    play: async (target) => {
      const { owner, address } = await createOwner(target);
      const json = { email: `${createCredentials().username}@example.com` };
      await act(target, owner, { method: 'PUT', path: '/users/me/email', json });
      const [notice] = await readNotices(target, address);
      expect(notice?.subject).toBe(REQUESTED);
      expect(JSON.stringify(notice)).not.toContain(json.email);
      await act(target, owner, { method: 'DELETE', path: '/users/me/email/verification' });
      const { email, pending_email } = (await target.send(withToken(owner.token, { path: '/users/me' })))
        .json;
      expect({ email, pending_email }).toEqual({ email: address, pending_email: null });
    },
  },
];
