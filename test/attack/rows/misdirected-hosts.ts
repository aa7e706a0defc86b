/**
 * A page of another site that points its own name at 127.0.0.1 (DNS rebinding). Its browser treats the API as
 * the page's own origin.
 */
import { request } from 'node:http';
import type { Attack } from '../attack';
import { variants } from '../variants';

const HOSTS: Readonly<Record<string, (port: string) => string>> = {
  'another site’s name': (port) => `evil.example:${port}`,
  'another site’s name without a port': () => 'evil.example',
  'a name that begins like ours': (port) => `localhost.evil.example:${port}`,
  'a name that begins like our address': (port) => `127.0.0.1.evil.example:${port}`,
  'our name as its user': (port) => `localhost:${port}@evil.example`,
  'another address of the loopback interface': (port) => `127.0.0.2:${port}`,
  'the address of all interfaces': (port) => `0.0.0.0:${port}`,
};

export const misdirectedHostAttacks: readonly Attack[] = variants(
  Object.entries(HOSTS).map(
    ([attack, write]): Attack => ({
      requirement: ['RFC 9110 section 7.4'],
      attack: `the profile with a valid token, for a Host that is ${attack}`,
      async play({ origin, ada }) {
        const { status, text } = await sendFor(write(new URL(origin).port), origin, ada.token);
        expect(status).toBe(421);
        expect(text).not.toContain(ada.id);
      },
    }),
  ),
);

/**
 * Sends a request that the document of the API does not contain, because an API behind a domain never
 * receives such a Host.
 */
function sendFor(host: string, origin: string, token: string) {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const headers = { host, authorization: `Bearer ${token}` };
    const sent = request(`${origin}/users/me`, { agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    sent.on('error', reject).end();
  });
}
