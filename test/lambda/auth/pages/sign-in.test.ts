import { PASSWORD } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createPageScene } from './page-scene';

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const CLEARED = `__Host-latchkey-flow=; Max-Age=0; ${ATTRIBUTES}`;

test('a password signs in: the session and the device get their cookies, and the flow ends', async () => {
  const { signUp, browser: open } = createPageScene(embedded);
  const { username } = await signUp();
  const browser = open();
  await browser.get('/sign-in?return_to=%2Faccount%2Ffactors');
  const form = { action: 'password', username, password: PASSWORD, return_to: '/account/factors' };
  const { status, location, set } = await browser.post('/sign-in', form);
  expect([status, location]).toEqual([303, '/account/factors']);
  expect(set).toEqual({
    session: expect.stringMatching(
      new RegExp(
        `^__Host-latchkey-session=p1\\.[\\w-]{36}\\.[\\w-]{36}\\.[\\w-]{43}; Max-Age=2592000; ${ATTRIBUTES}$`,
      ),
    ),
    flow: CLEARED,
    device: expect.stringMatching(
      new RegExp(`^__Host-latchkey-device=[\\w.-]+\\|; Max-Age=34560000; ${ATTRIBUTES}$`),
    ),
  });
});
