import { createRefreshToken, parseRefreshToken } from '../../../../lambda/identity/sessions/refresh-token';
import { toTokenResponse } from '../../../../lambda/identity/tokens/token-response';
import { uuid } from '../../fakes/auth-dependencies';

test('the response contains the access token under both names, and the refresh token', () => {
  const refreshToken = createRefreshToken({ sub: uuid(1), sid: uuid(2) });
  const { refresh_token: text, ...rest } = toTokenResponse(
    { accessToken: 'token', expiresIn: 5, scopes: [] },
    refreshToken,
  );
  expect(rest).toEqual({ access_token: 'token', id_token: 'token', token_type: 'Bearer', expires_in: 5 });
  expect(parseRefreshToken(text)).toEqual(refreshToken);
});
