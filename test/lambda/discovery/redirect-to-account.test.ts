import { redirectToAccount } from '../../../lambda/discovery/redirect-to-account';

test('password managers are led to the page of the account, for now', () => {
  expect(redirectToAccount()).toEqual({ status: 302, headers: { Location: '/account' } });
});
