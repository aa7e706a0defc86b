import { createMailbox } from '../../../local/mail/mailbox';
import { makeMail } from './make-mail';

test('lists the newest first, and finds a mail by its id', () => {
  const mailbox = createMailbox();
  mailbox.add(makeMail({ id: 'one' }));
  mailbox.add(makeMail({ id: 'two', subject: 'Two' }));
  expect(mailbox.list().map(({ id }) => id)).toEqual(['two', 'one']);
  expect(mailbox.find('two')?.subject).toBe('Two');
  expect(mailbox.find('three')).toBeUndefined();
});

test('the version changes with every change, and differs between runs', () => {
  const mailbox = createMailbox();
  const versions = [mailbox.version(), createMailbox().version()];
  mailbox.add(makeMail());
  versions.push(mailbox.version());
  mailbox.clear();
  versions.push(mailbox.version());
  expect(mailbox.list()).toEqual([]);
  expect(new Set(versions).size).toBe(4);
});

test('keeps the latest 500 mails', () => {
  const mailbox = createMailbox();
  for (let index = 0; index <= 500; index += 1) mailbox.add(makeMail({ id: String(index) }));
  expect(mailbox.list()).toHaveLength(500);
  expect(mailbox.list()[0]?.id).toBe('500');
  expect(mailbox.find('0')).toBeUndefined();
});

test('keeps as many of the latest mails as fit, and the newest at any length', () => {
  const mailbox = createMailbox({ maxCharacters: 100 });
  const add = (id: string, length: number) => mailbox.add(makeMail({ id, source: 'x'.repeat(length) }));
  add('a', 10);
  add('b', 50);
  add('c', 40);
  expect(mailbox.list().map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  add('d', 11);
  expect(mailbox.list().map(({ id }) => id)).toEqual(['d', 'c']);
  add('e', 1_000);
  expect(mailbox.list().map(({ id }) => id)).toEqual(['e']);
});
