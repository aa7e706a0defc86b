import { keepSession } from '../../../../lambda/identity/accounts/kept-session';
import { newAccount } from '../../fakes/new-account';

const kept = { sid: 'sid-1', fromVersion: 2 };

test('a session that changes the password is kept from the current version', () => {
  expect(keepSession(newAccount({ securityVersion: 3, kept: undefined }), 'sid-1')).toEqual({
    sid: 'sid-1',
    fromVersion: 3,
  });
});

test('a session that changes it again is kept from its first change, which may not have reached it yet', () => {
  expect(keepSession(newAccount({ securityVersion: 3, kept }), 'sid-1')).toEqual(kept);
});

test('another session is kept from the current version', () => {
  expect(keepSession(newAccount({ securityVersion: 3, kept }), 'sid-2')).toEqual({
    sid: 'sid-2',
    fromVersion: 3,
  });
});
