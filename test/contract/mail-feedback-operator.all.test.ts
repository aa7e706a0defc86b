/** Mails that come back, and what an operator does about it. mail-feedback.test.ts covers what the account's user sees. */
import { type Account, createAccount } from '../support/accounts';
import { readAllMails, readMails } from '../support/read-mails';
import { runOperatorCommand } from '../support/run-operator-command';
import { baseUrl } from '../support/server-under-test';
import { ask, comeBack, newAddress, readAddresses, verify } from './mail-feedback';

let ada: Account;
beforeEach(async () => {
  ada = await createAccount(baseUrl());
});

test('a bounce marks an address, which a new verification or an operator clears', async () => {
  const address = newAddress();
  await ask(ada, address);
  const [first] = await readMails(address);
  await verify(ada, first?.code);
  await comeBack(address, 'bounce');
  expect(await readAddresses(ada)).toEqual({ email: address, pending_email: null });

  // another account that asks for the address causes no mail to it
  const grace = await createAccount(baseUrl());
  await ask(grace, address);
  expect(await readAllMails(address)).toHaveLength(1);

  const unsuppress = () => runOperatorCommand('users-unsuppress', '--user', ada.username);
  const { stdout } = await unsuppress();
  expect(stdout).toMatch(
    /: removed the mark \(bounce, \d{4}-.*Z\); the local run has no suppression list\n$/,
  );
  expect((await unsuppress()).stdout).toMatch(/: the address had no mark; /);

  await comeBack(address, 'complaint');
  await ask(ada, address);
  const [again] = await readMails(address, 2);
  expect(await verify(ada, again?.code)).toMatchObject({ status: 204 });
  expect((await unsuppress()).stdout).toMatch(/: the address had no mark; /);
});
