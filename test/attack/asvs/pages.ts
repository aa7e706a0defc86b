/** Requirements of ASVS chapters V3 and V10 that the hosted pages and the codes of apps meet. */
import { type AsvsRequirement, requirement, tested } from './requirement';

const COOKIES = ['test/lambda/pages/cookies.test.ts', 'test/support/page-contract.ts'];
const APPS = [
  'test/lambda/auth/pages/apps/authorize.test.ts',
  'test/lambda/auth/pages/apps/exchange-code.test.ts',
];

export const webFrontend: readonly AsvsRequirement[] = [
  requirement('V3.3.1', 1, 'Cookies are `Secure`, with a prefix that browsers enforce', tested('', COOKIES)),
  requirement(
    'V3.3.2',
    2,
    '`SameSite` fits the purpose of a cookie',
    tested('Always `Lax`: an app leads its users here.', COOKIES),
  ),
  requirement('V3.3.3', 2, 'Cookies of one host have the prefix `__Host-`', tested('', COOKIES)),
  requirement('V3.3.4', 2, 'Scripts cannot read the cookie of a session', tested('', COOKIES)),
  requirement(
    'V3.4.5',
    2,
    'The referrer reveals nothing to other origins',
    tested('`same-origin`. With `no-referrer`, browsers would send `Origin: null` with each form.', [
      'test/lambda/pages/finish-answer.test.ts',
    ]),
  ),
  requirement(
    'V3.4.8',
    3,
    'No other origin keeps a handle to the window',
    tested('', ['test/lambda/pages/finish-answer.test.ts']),
  ),
  requirement(
    'V3.5.1',
    1,
    'Other origins cannot send requests that count',
    tested('By Fetch Metadata, otherwise by `Origin`, and by a token in each form.', [
      'test/lambda/pages/gate.test.ts',
    ]),
  ),
  requirement(
    'V3.5.2',
    1,
    'A request cannot avoid the preflight',
    tested('Routes of the API take JSON only. Pages take forms only, and have no preflight.', [
      'test/lambda/pages/parse-form.test.ts',
      'test/contract/cors.test.ts',
    ]),
  ),
  requirement(
    'V3.5.3',
    1,
    'Changes need another method than GET',
    tested('', ['test/lambda/shared/http/dispatcher-pages.test.ts']),
  ),
];

export const authorizationServer: readonly AsvsRequirement[] = [
  requirement('V10.4.1', 1, 'Redirect URIs are compared as a whole with a list', tested('', APPS)),
  requirement(
    'V10.4.2',
    1,
    'A code works once, and its reuse ends what it has issued',
    tested('', [...APPS, 'test/lambda/identity/authorization-codes/authorization-codes.test.ts']),
  ),
  requirement('V10.4.3', 1, 'Codes are short-lived', tested('60 seconds.', APPS)),
  requirement(
    'V10.4.4',
    1,
    'Only the grants that are needed are allowed',
    tested('`authorization_code` with `response_type=code`.', APPS),
  ),
  requirement('V10.4.6', 2, 'The code grant demands PKCE with S256', tested('', APPS)),
];
