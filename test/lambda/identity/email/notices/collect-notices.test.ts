import { collectNotices } from '../../../../../lambda/identity/email/notices/collect-notices';

test('keeps the notices that the stage sends until they are taken, once', () => {
  const notices = collectNotices('factor-added,password-changed');
  notices.notify('factor-added', { sub: 'a' });
  notices.notify('factor-removed', { sub: 'b' });
  notices.notify('password-changed', { sub: 'c' });
  expect(notices.take()).toEqual([
    { notice: 'factor-added', account: { sub: 'a' } },
    { notice: 'password-changed', account: { sub: 'c' } },
  ]);
  expect(notices.take()).toEqual([]);
});
