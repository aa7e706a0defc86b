/** Unusual ways to send a token to the API, and other headers and places for it. */
import type { Sent } from '../../support/http-client';
import type { Attack, Outcome } from '../attack';
import type { Target } from '../target';
import { variants } from '../variants';

const path = '/users/me';
const refused: Outcome = { status: 401, code: 'UNAUTHORIZED', reason: 'not asked' };

/** Values of the header that contain a valid token, but are not bearer credentials (RFC 6750 section 2.1). */
const values: Readonly<Record<string, (target: Target) => string>> = {
  'the scheme alone': () => 'Bearer',
  'a scheme followed only by spaces': () => 'Bearer  ',
  'a token without a scheme': ({ ada }) => ada.token,
  'the scheme Basic': ({ ada }) => `Basic ${ada.token}`,
  'the scheme Basic with name and password': ({ ada }) =>
    `Basic ${Buffer.from(`${ada.username}:${ada.password}`).toString('base64')}`,
  'the scheme Token': ({ ada }) => `Token ${ada.token}`,
  'the scheme DPoP': ({ ada }) => `DPoP ${ada.token}`,
  'the scheme twice': ({ ada }) => `Bearer Bearer ${ada.token}`,
  'a colon after the scheme': ({ ada }) => `Bearer: ${ada.token}`,
  'an equals sign after the scheme': ({ ada }) => `Bearer=${ada.token}`,
  'no space after the scheme': ({ ada }) => `Bearer${ada.token}`,
  'a tab after the scheme': ({ ada }) => `Bearer\t${ada.token}`,
  'a no-break space after the scheme': ({ ada }) => `Bearer\u00a0${ada.token}`,
  'a parameter after the token': ({ ada }) => `Bearer ${ada.token} realm="x"`,
  'two credentials with a comma, the valid one first': ({ ada }) => `Bearer ${ada.token}, Bearer x.y.z`,
  'two credentials with a comma, the valid one last': ({ ada }) => `Bearer x.y.z, Bearer ${ada.token}`,
  'another scheme before the valid one': ({ ada }) => `Basic eDp5, Bearer ${ada.token}`,
  'the word null': () => 'Bearer null',
  'the word undefined': () => 'Bearer undefined',
};

/**
 * Places where other servers look for a token (RFC 6750 sections 2.2 and 2.3), and headers that others trust.
 */
const places: Readonly<Record<string, (target: Target) => Partial<Sent>>> = {
  'no header at all': () => ({}),
  'the query': ({ ada }) => ({ path: `${path}?access_token=${ada.token}` }),
  'a cookie': ({ ada }) => ({ headers: { cookie: `access_token=${ada.token}; session=${ada.sid}` } }),
  'a form in the body': ({ ada }) => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `access_token=${ada.token}`,
  }),
  'X-Authorization': ({ ada }) => ({ headers: { 'x-authorization': `Bearer ${ada.token}` } }),
  'X-Forwarded-Authorization': ({ ada }) => ({
    headers: { 'x-forwarded-authorization': `Bearer ${ada.token}` },
  }),
  'Proxy-Authorization': ({ ada }) => ({ headers: { 'proxy-authorization': `Bearer ${ada.token}` } }),
  'X-Amz-Security-Token': ({ ada }) => ({ headers: { 'x-amz-security-token': ada.token } }),
  'X-Api-Key': ({ ada }) => ({ headers: { 'x-api-key': ada.token } }),
  'headers of an identity-aware proxy': ({ ada }) => ({
    headers: {
      'x-amzn-oidc-identity': ada.id,
      'x-forwarded-user': ada.username,
      'x-user-id': ada.id,
      'remote-user': ada.username,
    },
  }),
  "the authorizer's context as headers": ({ ada }) => ({
    headers: {
      sub: ada.id,
      sid: ada.sid,
      username: ada.username,
      scope: 'admin',
      authtime: '1',
      principalid: ada.id,
    },
  }),
  'two headers, the valid one first': ({ ada }) => ({
    headers: { authorization: [`Bearer ${ada.token}`, 'Bearer x'] },
  }),
};

/**
 * Forms that RFC 9110 section 11.1 allows. They prove that the rows above are rejected only for their form.
 */
const goodForms: Readonly<Record<string, (target: Target) => Readonly<Record<string, string>>>> = {
  'the scheme in small letters': ({ ada }) => ({ authorization: `bearer ${ada.token}` }),
  'the scheme in capitals': ({ ada }) => ({ authorization: `BEARER ${ada.token}` }),
  'the header in capitals': ({ ada }) => ({ AUTHORIZATION: `Bearer ${ada.token}` }),
  'several spaces after the scheme': ({ ada }) => ({ authorization: `Bearer   ${ada.token}` }),
};

export const headerFormAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(values).map(
      ([attack, write]): Attack => ({
        requirement: ['ASVS V7.2.1', 'RFC 6750 section 2.1'],
        attack: `a valid token with ${attack}`,
        request: (target) => ({ path, headers: { authorization: write(target) } }),
        expected: refused,
      }),
    ),
  ),
  ...variants(
    Object.entries(places).map(
      ([attack, place]): Attack => ({
        requirement: ['ASVS V8.3.1', 'RFC 6750 section 2'],
        attack: `a valid token in ${attack}`,
        request: (target) => ({ path, ...place(target) }),
        expected: refused,
      }),
    ),
  ),
  ...variants(
    Object.entries(goodForms).map(
      ([form, write]): Attack => ({
        requirement: ['ASVS V7.2.1', 'RFC 9110 section 11.1'],
        attack: `${form} is accepted`,
        request: (target) => ({ path, headers: write(target) }),
        expected: { status: 200 },
        after: ({ json }, { ada }) => expect(json.id).toBe(ada.id),
      }),
    ),
  ),
  {
    requirement: ['ASVS V8.3.1', 'RFC 6750 section 2'],
    attack: 'an own token, and headers that name another user',
    request: ({ ada, eve }) => ({
      path: `${path}?sub=${ada.id}&username=${ada.username}`,
      headers: {
        authorization: `Bearer ${eve.token}`,
        'x-user-id': ada.id,
        sub: ada.id,
        'x-amzn-oidc-identity': ada.id,
      },
    }),
    expected: { status: 200 },
    after: ({ json }, { eve }) => expect(json).toMatchObject({ id: eve.id, username: eve.username }),
  },
];
