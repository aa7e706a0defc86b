import { createMailLimits, mailLimits } from '../../../../../lambda/identity/email/mail-limits';
import { createEnrolmentMail } from '../../../../../lambda/identity/factors/enrolment/enrolment-mail';
import { COGNITO_HASH, type VerifyElsewhere } from '../../../../../lambda/identity/passwords/migration-hook';
import { SOURCE, uuid } from '../../../fakes/auth-dependencies';
import { askForSecret, beginFirst, confirmFirst, createEnrolmentScene } from '../../../fakes/enrolment-scene';
import { ada, sendPassword } from '../../../fakes/factor-scene';
import { outcomeOf } from '../../../fakes/throttled';
import { unavailable } from '../../../fakes/unavailable';

test('a sign-in above the limits of mails gets no challenge, and uses up no attempt', async () => {
  const scene = await createEnrolmentScene(true);
  const { deps } = scene;
  // the mail that verified the address does not count
  for (let n = 0; n < mailLimits.accountPerDay; n++) await sendPassword(deps);
  const stored = deps.challenges.items.size;
  expect(await outcomeOf(sendPassword(deps))).toEqual(expect.any(Number));
  expect(deps.challenges.items.size).toBe(stored);
  expect(ada(scene).attempts.failures).toBe(0);
  expect(deps.mailQueue.requests).toHaveLength(mailLimits.accountPerDay);
});

test('mails that others cause to the address do not keep its account out', async () => {
  const { deps } = await createEnrolmentScene(true);
  const address = deps.accounts.named('ada')?.email?.address ?? '';
  const others = createMailLimits(deps);
  // as other accounts ask for it
  for (const sub of [uuid(1), uuid(2)]) {
    for (let n = 0; n < mailLimits.addressPerDay; n++) {
      await others.claim({ sub, sid: uuid(3), address, source: SOURCE });
    }
  }
  expect((await sendPassword(deps)).kinds).toEqual(['enrolment']);
});

test('no mail is counted for an address whose mails come back, so that another address is mailed at once', async () => {
  const scene = await createEnrolmentScene(true);
  const { deps } = scene;
  const { email } = ada(scene);
  if (!email) throw new Error('The account has no address');
  const undeliverable = { reason: 'bounce', at: deps.now() } as const;
  deps.accounts.set({ ...ada(scene), email: { ...email, undeliverable } });
  for (let n = 0; n < 2 * mailLimits.accountPerDay; n++) {
    const { challenge, code } = await beginFirst(deps);
    // it still demands the code of the mail
    expect(await outcomeOf(confirmFirst(deps, challenge, code))).toBe('VALIDATION_FAILED');
  }
  expect(deps.mailQueue.requests).toEqual([]);
  deps.accounts.set({ ...ada(scene), email });
  await sendPassword(deps);
  expect(deps.mailQueue.requests).toMatchObject([{ kind: 'confirm-enrolment' }]);
});

test('a sign-in that has just taken over a verified address also mails a code', async () => {
  const scene = await createEnrolmentScene(true);
  const { deps } = scene;
  const { email, ...without } = ada(scene);
  deps.accounts.set({ ...without, passwordHash: COGNITO_HASH });
  const verifyElsewhere: VerifyElsewhere = async () => {
    deps.accounts.set({ ...ada(scene), email });
    return true;
  };
  const migrating = { ...deps, verifyElsewhere };
  const { challenge } = await sendPassword(migrating);
  expect(deps.mailQueue.requests).toMatchObject([{ kind: 'confirm-enrolment' }]);
  expect(await askForSecret(deps, challenge)).toMatchObject({ id: expect.any(String) });
});

test('when the mail cannot be requested, there is no challenge, and the mail is not counted', async () => {
  const { deps } = await createEnrolmentScene(true);
  const failing = {
    ...deps,
    enrolmentMail: createEnrolmentMail({ ...deps, mailQueue: { enqueue: unavailable } }),
  };
  for (let n = 0; n < 2 * mailLimits.accountPerDay; n++) {
    expect(await outcomeOf(sendPassword(failing))).toBe('DEPENDENCY_UNAVAILABLE');
  }
  expect(deps.challenges.items.size).toBe(0);
  expect((await sendPassword(deps)).kinds).toEqual(['enrolment']);
});

test('a stage without e-mail requests none, and a stage with e-mail none for an account without an address', async () => {
  const { deps } = await createEnrolmentScene(true);
  const silent = { ...deps, enrolmentMail: undefined };
  await sendPassword(silent);
  const account = deps.accounts.named('ada');
  if (account) deps.accounts.set({ ...account, email: undefined });
  await sendPassword(deps);
  expect(deps.mailQueue.requests).toEqual([]);
});
