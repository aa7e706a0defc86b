import { MAX_SHOWN, writeAuthenticatorPage } from '../../../../local/pages/authenticator/authenticator-page';
import type { ShownFactor } from '../../../../local/pages/authenticator/show-factor';

const factor: ShownFactor = {
  ...{ username: 'ada', name: 'Phone', id: 'factor-1', secret: 'SECRETINBASE32', pending: false },
  ...{ code: '012345', nextCode: '678901', validForSeconds: 17 },
};
const write = (factors: readonly ShownFactor[]) =>
  writeAuthenticatorPage(factors, { hasMail: true, hasAuthenticator: true }).markup;

const ATTACK = `"'><img src=x onerror=alert(1)></p></article><script>alert(1)</script>`;

test.each(['username', 'name', 'id', 'code', 'nextCode'])(
  'markup in an authenticator app is not markup of the page: %s',
  (member) => {
    const page = write([{ ...factor, [member]: ATTACK }]);
    const tagsOf = (markup: string) => [...markup.matchAll(/<\/?([a-z]+)/g)].map(([tag]) => tag);
    expect(tagsOf(page)).toEqual(tagsOf(write([factor])));
    expect(page).not.toMatch(/<img|<script>/);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  },
);

test('an app shows its code, the next one, and the seconds that are left, and no secret', () => {
  const page = write([factor]);
  for (const text of [
    'ada · Phone',
    '>012345</button>',
    '>678901</code>',
    '>17</span> s',
    '1 authenticator app.',
  ]) {
    expect(page).toContain(text);
  }
  expect(page).not.toMatch(/SECRETINBASE32|Not confirmed/);
  expect(page).toContain('<a href="/_local/authenticator" aria-current="page">Authenticator</a>');
  expect(page).toContain('<a href="/_local/mail" >Mail</a>');
});

test('an app that waits for its first code says so, also without a name', () => {
  expect(write([{ ...factor, name: '', pending: true }])).toMatch(
    /ada · \(no name\)[\s\S]*Not confirmed yet/,
  );
});

test.each([
  [0, 'No authenticator apps yet.', 0],
  [2, '2 authenticator apps.', 2],
  [MAX_SHOWN + 1, 'The latest 50 of 51 authenticator apps.', MAX_SHOWN],
])('of %d apps the page shows the latest', (count, text, shown) => {
  const page = write(Array.from({ length: count }, (_, index) => ({ ...factor, id: `f${index}` })));
  expect(page).toContain(text);
  expect(page.match(/<article /g) ?? []).toHaveLength(shown);
});
