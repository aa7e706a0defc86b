/** Collects every secret that the suite sends or receives, to search for them in the log. */
import type { Answer, Sent } from '../support/http-client';

/** The secrets of a run. */
export interface Secrets {
  note(sent: Sent, answer: Answer): void;
  /**
   * Returns all secrets. Of a token, it also returns the last part, because only that part of a JWT is
   * secret.
   */
  all(): readonly string[];
}

const MEMBERS = new Set([
  'password',
  'current_password',
  'new_password',
  'access_token',
  'id_token',
  'refresh_token',
  'device_token',
  'secret',
  'trusted_device_token',
]);

/** The minimum length. Shorter texts would be found by chance. */
const LEAST_LENGTH = 10;

/** Creates an empty collection. */
export function createSecrets(): Secrets {
  const found = new Set<string>();

  function add(secret: string): void {
    const parts = [secret, secret.split('.').at(-1) ?? ''];
    for (const text of parts) if (text.length >= LEAST_LENGTH) found.add(text);
  }

  function collect(body: unknown): void {
    if (typeof body !== 'object' || body === null) return;
    for (const [name, value] of Object.entries(body)) {
      if (typeof value === 'string' && MEMBERS.has(name)) add(value);
      else if (name === 'recovery_codes') for (const code of [value].flat()) add(String(code));
      else collect(value);
    }
  }

  return {
    note({ json, body, headers = {} }, answer) {
      collect(json);
      if (typeof body === 'string') collect(parse(body));
      collect(answer.json);
      // a row sends ids, which are in the log, in place of a challenge
      for (const text of [answer.json?.challenge, answer.json?.ceremony_id]) {
        if (typeof text === 'string') add(text);
      }
      for (const [name, value] of Object.entries(headers)) {
        if (/authorization|cookie/i.test(name)) for (const text of [value].flat()) add(text);
      }
    },
    all: () => [...found],
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
