/** Mails that come back: from the event of SES to the account. */
import { type Account, createAccount } from '../support/accounts';
import { readAllMails, readMails } from '../support/read-mails';
import { baseUrl } from '../support/server-under-test';
import { ask, comeBack, newAddress, readAddresses, verify } from './mail-feedback';

let ada: Account;
beforeEach(async () => {
  ada = await createAccount(baseUrl());
});

test.each(['bounce', 'complaint'] as const)('a %s leaves the pending address as it is', async (feedback) => {
  const address = newAddress();
  await ask(ada, address);
  await comeBack(address, feedback);
  expect(await readAddresses(ada)).toEqual({ email: null, pending_email: address });
});

test('a bounce marks an address, which causes no more mails to it until it is verified again', async () => {
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

  await ask(ada, address);
  const [again] = await readMails(address, 2);
  expect(await verify(ada, again?.code)).toMatchObject({ status: 204 });
});
