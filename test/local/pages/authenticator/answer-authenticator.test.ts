import type { HeaderPair } from '../../../../local/gateway/http/messages';
import { answerAuthenticator } from '../../../../local/pages/authenticator/answer-authenticator';
import { sealedItem, sourcesOf, userItem } from '../../authenticator/sealed-secrets';

async function ask(headers: readonly HeaderPair[]) {
  const name = { name: { S: 'Phone' } };
  const sources = sourcesOf([userItem('sub-1', 'ada'), await sealedItem({}, name)]);
  const answer = await answerAuthenticator({ headers }, sources, { hasAuthenticator: true });
  return { headers: new Map(answer.headers), text: answer.body.toString() };
}

test('programs receive the codes as JSON', async () => {
  const { headers, text } = await ask([['Accept', 'application/json']]);
  expect(headers.get('Content-Type')).toBe('application/json');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(JSON.parse(text)).toEqual({
    items: [
      {
        ...{ username: 'ada', name: 'Phone', id: 'factor-1', pending: false, validForSeconds: 30 },
        secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
        ...{ code: expect.stringMatching(/^\d{6}$/), nextCode: expect.stringMatching(/^\d{6}$/) },
      },
    ],
  });
});

test.each<[HeaderPair[]]>([[[]], [[['accept', 'text/html,application/json;q=0.9']]]])(
  'browsers receive the page: %j',
  async (headers) => {
    const { headers: sent, text } = await ask(headers);
    expect(sent.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(sent.get('Content-Security-Policy')).not.toContain('unsafe-inline');
    expect(text).toContain('1 authenticator app.');
    expect(text).not.toContain('GEZDGNBV');
  },
);
