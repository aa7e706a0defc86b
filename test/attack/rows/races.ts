/** Concurrent requests. The result of each pair must equal the result of running them in sequence. */
import type { AwsCall } from '../../../local/aws/call';
import { type Fault, faults } from '../../faults/fault';
import { expectNoSession, expectSession, refreshWith, toUser, withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import type { Answer } from '../../support/http-client';
import type { Attack, StoryAttack } from '../attack';

const times = <Value>(count: number, make: (index: number) => Promise<Value>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** Creates a gate that delays a call until it is opened. */
function createGate() {
  let open = () => {};
  let reach = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const hold: Fault = {
    name: 'held back',
    isSlow: false,
    isApplied: true,
    bringAbout: async (_call, perform) => {
      reach();
      await opened;
      return perform();
    },
  };
  return { hold, reached, open };
}

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();

const races: readonly StoryAttack[] = [
  {
    requirement: ['ASVS V16.5.3', 'ASVS V15.4.2'],
    attack: 'six sign-ups with one name at once: one succeeds',
    onlyInAll: true,
    play: async ({ send, signIn }) => {
      const { username } = createCredentials();
      const bids = await times(6, async () => {
        const credentials = { ...createCredentials(), username };
        return { credentials, answer: await send({ method: 'POST', path: '/users', json: credentials }) };
      });
      expect(statuses(bids.map(({ answer }) => answer))).toEqual([201, 409, 409, 409, 409, 409]);
      for (const { credentials, answer } of bids) {
        if (answer.status === 201) expect((await signIn(credentials)).id).toBe(answer.json.user.id);
        else await expect(signIn(credentials)).rejects.toThrow('INVALID_CREDENTIALS');
      }
    },
  },
  {
    requirement: ['ASVS V16.5.3', 'ASVS V15.4.2'],
    attack:
      'six sign-ups with one name at once, whose sessions cannot be removed: the others receive that it is taken',
    onlyInAll: true,
    play: async ({ send, faults: injector }) => {
      const { username } = createCredentials();
      const outage = faults.find(({ name }) => name === 'throttled');
      const watch = injector.watch(
        ({ action }) => action === 'dynamodb:DeleteItem',
        () => outage,
      );
      const answers = await times(6, () =>
        send({ method: 'POST', path: '/users', json: { ...createCredentials(), username } }),
      );
      watch.end();
      expect(statuses(answers)).toEqual([201, 409, 409, 409, 409, 409]);
    },
  },
  {
    requirement: ['ASVS V7.2.4', 'RFC 9700 section 4.14.2'],
    attack: 'six refreshes with one token at once: all receive the same successor',
    play: async (target) => {
      const owner = await target.signUp();
      const answers = await times(6, () => target.send(refreshWith(owner.refreshToken)));
      expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 200]);
      const successors = new Set(answers.map(({ json }) => json.refresh_token));
      expect(successors.size).toBe(1);
      expect(successors).not.toContain(owner.refreshToken);
    },
  },
  {
    requirement: ['ASVS V7.4.1', 'ASVS V15.4.2'],
    attack: 'a sign-out and refreshes at once: no refresh restores the session',
    play: async (target) => {
      const owner = await target.signUp();
      const [, ...answers] = await Promise.all([
        target.send(withToken(owner.token, { method: 'DELETE', path: '/sessions/current' })),
        ...Array.from({ length: 4 }, () => target.send(refreshWith(owner.refreshToken))),
      ]);
      await expect(expectNoSession(target, owner)).resolves.toBeUndefined();
      const next = answers.filter(({ status }) => status === 200).map(({ json }) => toUser(owner, json));
      for (const user of next) await expectNoSession(target, user);
    },
  },
  {
    requirement: ['ASVS V7.4.3', 'ASVS V15.4.2'],
    attack:
      'a change of password and sign-ins with the old one at once: no session of the old one stays valid',
    onlyInAll: true,
    play: async (target) => {
      const owner = await target.signUp();
      const { username, password } = owner;
      const json = { current_password: password, new_password: createCredentials().password };
      const [change, ...signIns] = await Promise.all([
        target.send(withToken(owner.token, { method: 'PUT', path: '/users/me/password', json })),
        ...Array.from({ length: 4 }, () =>
          target.send({ method: 'POST', path: '/sessions/create', json: { username, password } }),
        ),
      ]);
      expect(change?.status).toBe(204);
      for (const { json: tokens } of signIns.filter(({ status }) => status === 201)) {
        await expectNoSession(target, toUser(owner, tokens));
      }
      await expectSession(target, owner);
    },
  },
  {
    requirement: ['ASVS V7.4.2', 'ASVS V15.4.2'],
    attack: 'a deletion and sign-ins at once: no session stays valid',
    play: async (target) => {
      const owner = await target.signUp();
      const { username, password } = owner;
      const [removal, ...signIns] = await Promise.all([
        target.send(withToken(owner.token, { method: 'DELETE', path: '/users/me' })),
        ...Array.from({ length: 4 }, () =>
          target.send({ method: 'POST', path: '/sessions/create', json: { username, password } }),
        ),
      ]);
      expect([202, 204]).toContain(removal?.status);
      for (const { json } of signIns.filter(({ status }) => status === 201)) {
        await expectNoSession(target, toUser(owner, json));
      }
      expect(await target.table.readPartition(`ACCOUNT#${owner.id}`)).toEqual([]);
      expect(await target.table.readPartition(`NAME#${username}`)).toEqual([]);
      expect(await target.table.readPartition(`SESSIONS#${owner.id}`)).toEqual([]);
    },
  },
  {
    requirement: ['ASVS V7.4.3', 'ASVS V15.4.2'],
    attack:
      'a sign-in with the old password that is written after the change: it is checked again and rejected',
    play: async (target) => {
      const owner = await target.signUp();
      const { username, password } = owner;
      const gate = createGate();
      const isSession = ({ action, input }: AwsCall) =>
        action === 'dynamodb:PutItem' && JSON.stringify(input.Item).includes(`SESSIONS#${owner.id}`);
      const watch = target.faults.watch(isSession, () => gate.hold);
      const signIn = target.send({ method: 'POST', path: '/sessions/create', json: { username, password } });
      await gate.reached;
      watch.end();
      const json = { current_password: password, new_password: createCredentials().password };
      const change = await target.send(
        withToken(owner.token, { method: 'PUT', path: '/users/me/password', json }),
      );
      gate.open();
      expect([change.status, (await signIn).status]).toEqual([204, 401]);
    },
  },
  {
    requirement: ['ASVS V15.4.2'],
    attack: 'two changes of one password at once: one takes effect',
    onlyInAll: true,
    play: async (target) => {
      const owner = await target.signUp();
      const wanted = [createCredentials().password, createCredentials().password];
      const answers = await times(2, (index) =>
        target.send(
          withToken(owner.token, {
            method: 'PUT',
            path: '/users/me/password',
            json: { current_password: owner.password, new_password: wanted[index] },
          }),
        ),
      );
      expect(statuses(answers)).toEqual([204, 403]);
      const works = await times(2, (index) =>
        target.send({
          method: 'POST',
          path: '/sessions/create',
          json: { username: owner.username, password: wanted[index] },
        }),
      );
      expect(works.map(({ status }) => status === 201)).toEqual(answers.map(({ status }) => status === 204));
    },
  },
  {
    requirement: ['ASVS V15.4.2'],
    attack: 'six requests with one Idempotency-Key at once: one foo',
    play: async ({ send, signUp }) => {
      const { token } = await signUp();
      const headers = { 'idempotency-key': 'once' };
      const answers = await times(6, () =>
        send(withToken(token, { method: 'POST', path: '/foo', json: { name: 'x' }, headers })),
      );
      expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
      expect((await send(withToken(token, { path: '/foo' }))).json.items).toHaveLength(1);
    },
  },
  {
    requirement: ['ASVS V16.5.3', 'ASVS V15.4.2'],
    attack: 'concurrent requests of one account, to cause 5xx responses and a rollback of a deployment',
    onlyInAll: true,
    play: async (target) => {
      const owner = await target.signUp();
      const { username, password } = owner;
      const foo = { method: 'POST', path: '/foo', json: { name: 'x' } };
      const { id } = (await target.send(withToken(owner.token, foo))).json;
      const anyState = { 'if-match': '*' };
      const requests = [
        ...Array.from({ length: 8 }, () => ({
          method: 'PUT',
          path: `/foo/${id}`,
          json: { name: 'y' },
          headers: anyState,
        })),
        { method: 'DELETE', path: `/foo/${id}`, headers: anyState },
        ...Array.from({ length: 4 }, () => ({
          method: 'PUT',
          path: '/users/me/username',
          json: { username: createCredentials().username },
        })),
        {
          method: 'PUT',
          path: '/users/me/password',
          json: { current_password: password, new_password: password },
        },
      ];
      const signIn = { method: 'POST', path: '/sessions/create', json: { username, password } };
      /** Signs in and then out everywhere. Both raise the version during a change of the password. */
      const endAll = async (): Promise<Answer[]> => {
        const begun = await target.send(signIn);
        if (begun.status !== 201) return [begun];
        const { access_token: token } = begun.json;
        return [begun, await target.send(withToken(token, { method: 'DELETE', path: '/sessions' }))];
      };
      const answers = await Promise.all([
        ...requests.map(async (sent) => [await target.send(withToken(owner.token, sent))]),
        ...Array.from({ length: 3 }, endAll),
        ...Array.from({ length: 4 }, async () => [await target.send(refreshWith(owner.refreshToken))]),
      ]);
      expect(answers.flat().filter(({ status }) => status >= 500)).toEqual([]);
    },
  },
];

export const raceAttacks: readonly Attack[] = races.map((race) => ({ ...race, isRace: true }));
