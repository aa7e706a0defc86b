/** Requirements of other chapters of ASVS that rows of the suite test. */
import { authorizationServer, webFrontend } from './pages';
import { type AsvsRequirement, requirement, tested } from './requirement';

/** The tests of the pages that the links of mails open. */
const PAGES = ['test/lambda/discovery/link-pages/link-pages.test.ts', 'test/browser/link-pages.all.test.ts'];

export const otherChapters: readonly AsvsRequirement[] = [
  requirement(
    'V1.2.1',
    1,
    'Output is encoded for its place in a response',
    tested(
      'The page of a link holds nothing of a request. The views of the hosted pages escape every text. Scripts write text, and no markup.',
      [...PAGES, 'test/lambda/pages/render-page.test.ts'],
    ),
  ),
  requirement(
    'V1.2.4',
    1,
    'Queries never turn input into code',
    tested('Values go to DynamoDB as values, and names as names.'),
  ),
  requirement(
    'V1.3.7',
    2,
    'No template is built from untrusted input',
    tested(
      'Templates of mails are settings, which synthesis checks. Values take the place of placeholders in one pass, and braces in them stay text.',
      [
        'test/lib/stages/mail-design/find-text-faults.test.ts',
        'test/lambda/mail/render/render-template.test.ts',
      ],
    ),
  ),
  requirement(
    'V1.3.11',
    2,
    'Input to mail systems cannot inject commands or headers',
    tested('SES makes the headers. Control characters are refused in each value of one.', [
      'test/lambda/mail/send-email-input.test.ts',
    ]),
  ),
  requirement(
    'V2.2.1',
    1,
    'Input is validated against expectations',
    tested(
      'An import of users takes only a JSON boolean for `email_verified`, and the first sign-in through Cognito only the text `true`.',
      [
        'test/security/fuzz-openapi.all.test.ts',
        'test/lambda/identity/operator/user-record.test.ts',
        'test/lambda/identity/passwords/cognito-email-reader.test.ts',
      ],
    ),
  ),
  ...webFrontend.filter(({ id }) => id < 'V3.4.3'),
  requirement(
    'V3.4.3',
    2,
    'A policy lets pages load and run trusted content only',
    tested('The only script and style of a page are allowed by their digests.', PAGES),
  ),
  ...webFrontend.filter(({ id }) => id === 'V3.4.5'),
  requirement('V3.4.6', 2, 'No other site can frame a page', tested('', PAGES)),
  ...webFrontend.filter(({ id }) => id > 'V3.4.6'),
  requirement(
    'V3.7.2',
    2,
    'Redirects lead to allowed hosts only',
    tested(
      'The pages of links have no redirects. The hosted pages lead to listed paths, and to registered redirect URIs.',
      [...PAGES, 'test/lambda/pages/return-to.test.ts'],
    ),
  ),
  requirement(
    'V4.1.3',
    2,
    'Callers cannot set what a proxy reports',
    tested('The base of links is a setting, or the URL of the API.'),
  ),
  ...authorizationServer,
  requirement('V15.3.3', 2, 'No member of a body sets an unintended field', tested()),
  requirement(
    'V15.3.4',
    2,
    "The client's address is one that the client cannot choose",
    tested('API Gateway reports that of the connection.', ['test/local/gateway/http/listener.test.ts']),
  ),
  requirement('V15.3.6', 2, 'Prototypes of objects cannot be polluted', tested()),
  requirement(
    'V15.4.2',
    3,
    'A check still holds when the operation acts on it',
    tested('', ['test/lambda/interleavings/explore.test.ts']),
  ),
];
