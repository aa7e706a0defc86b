import { getCredential, getCredentialByAutofill } from '../../../client/src/passkey-ceremony';
import { installFakeBrowser } from './fake-browser';
import { errorOf } from './passkey-scene';

const options = { challenge: 'AAAA', rpId: 'example.com' };
const tick = () => new Promise((resolve) => setImmediate(resolve));

test('an abort while the browser is not yet asked for autofill ends the request that follows', async () => {
  const browser = installFakeBrowser();
  const controller = new AbortController();
  const answered = errorOf(getCredentialByAutofill(options, controller.signal));
  expect(browser.requests).toEqual([]);
  controller.abort();
  expect(await answered).toMatchObject({ reason: 'aborted' });
  await tick();
  expect(browser.requests.map(({ isAborted }) => isAborted())).toEqual([true]);
});

test('an abort that comes late leaves the request of another call', async () => {
  const browser = installFakeBrowser();
  const controller = new AbortController();
  const first = getCredential(options, controller.signal);
  (await browser.request(0)).answer();
  await first;
  const second = getCredential(options, undefined);
  controller.abort();
  const request = await browser.request(1);
  expect(request.isAborted()).toBe(false);
  request.answer();
  expect(await second).toMatchObject({ type: 'public-key' });
});

test('a browser that answers nothing has the reason unknown', async () => {
  const browser = installFakeBrowser();
  const error = errorOf(getCredential(options, undefined));
  (await browser.request(0)).answerNothing();
  expect(await error).toMatchObject({ name: 'PasskeyError', reason: 'unknown' });
});

test.each([
  ['app.example.com', 'evil.example'],
  ['127.0.0.1', 'localhost'],
])('the page of %s may not use the relying party %s', async (hostname, rpId) => {
  const browser = installFakeBrowser({ hostname });
  const error = errorOf(getCredential({ ...options, rpId }, undefined));
  (await browser.request(0)).fail('SecurityError');
  expect(await error).toMatchObject({ reason: 'origin', cause: { name: 'SecurityError' } });
});
