/** The app: its user signs in on the pages of Latchkey, and it calls the API with the tokens of the session. */
import { createClient } from '/client/create-client.js';
import { indexedDbStorage } from '/client/indexed-db-storage.js';
import { unwrap } from '/client/problem-error.js';
import { handleRedirect, signInWithRedirect } from '/client/redirect.js';

const { baseUrl } = await (await fetch('/settings.json')).json();
const app = { clientId: 'spa', redirectUri: `${location.origin}/` };
const client = createClient({ baseUrl, storage: indexedDbStorage(), onSignedOut: () => show() });

const find = (id) => document.getElementById(id);

/** Shows the page of the user, or the button to sign in. */
async function show() {
  const isSignedIn = await client.isSignedIn();
  find('sign-in').hidden = isSignedIn;
  find('signed-in').hidden = !isSignedIn;
  if (!isSignedIn) return;
  const { username } = unwrap(await client.api.GET('/users/me'));
  const { items } = unwrap(await client.api.GET('/foo'));
  find('username').textContent = username;
  find('foos').replaceChildren(
    ...items.map(({ name }) => Object.assign(document.createElement('li'), { textContent: name })),
  );
}

/** Runs a task, and shows its error. */
async function attempt(task) {
  find('message').textContent = '';
  try {
    await task();
  } catch (error) {
    find('message').textContent = error.message;
  }
}

find('sign-in').addEventListener('click', () => attempt(() => signInWithRedirect(client, app)));
find('sign-out').addEventListener('click', () => attempt(() => client.signOut().finally(show)));
find('add').addEventListener('submit', (event) => {
  event.preventDefault();
  const { target } = event;
  const body = { name: new FormData(target).get('name') };
  return attempt(async () => {
    unwrap(await client.api.POST('/foo', { body }));
    target.reset();
    await show();
  });
});

await attempt(() => handleRedirect(client));
await attempt(show);
