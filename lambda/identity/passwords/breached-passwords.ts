/**
 * Asks Have I Been Pwned whether a password is known from a data breach, without revealing the password to
 * it.
 */
import { createHash } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';

/**
 * Whether a password was in a data breach; undefined when the service did not send a valid response in time.
 */
export type IsBreached = (password: string) => Promise<boolean | undefined>;

/** Which service to ask, and the time limit. */
export interface BreachCheckOptions {
  /** @default 'https://api.pwnedpasswords.com' */
  readonly baseUrl?: string;
  /** The time limit for the whole response, in milliseconds. @default 500 */
  readonly limitMs?: number;
}

/** The maximum size of a response. No real response comes near it. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** The last 35 digits of a digest, and how often its password was seen. */
const LINE = /^[\dA-F]{35}:\d+$/;

/** The service rejects requests without a `User-Agent`. */
const HEADERS = { 'Add-Padding': 'true', 'User-Agent': 'latchkey' };

/**
 * Creates the check. The service learns the first 5 of the 40 hexadecimal digits of the password's SHA-1. It
 * answers with all known digests that begin with these digits. It pads the response, so its length reveals
 * nothing.
 *
 * @see https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange
 */
export function createBreachCheck({
  baseUrl = 'https://api.pwnedpasswords.com',
  limitMs = 500,
}: BreachCheckOptions = {}): IsBreached {
  return async (password) => {
    const digest = createHash('sha1').update(password.normalize('NFKC')).digest('hex').toUpperCase();
    const suffix = digest.slice(5);
    try {
      const answer = await get(`${baseUrl}/range/${digest.slice(0, 5)}`, limitMs);
      const lines = answer.trimEnd().split(/\r?\n/);
      if (!lines.every((line) => LINE.test(line))) return undefined;
      // entries added as padding have a count of 0
      return lines.some((line) => line.startsWith(`${suffix}:`) && !/:0+$/.test(line));
    } catch {
      return undefined;
    }
  };
}

function get(url: string, limitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = url.startsWith('https:') ? https : http;
    const request = client.get(url, { headers: HEADERS }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) request.destroy(new Error('too long'));
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new Error(`status ${response.statusCode}`));
      });
    });
    const timer = setTimeout(() => request.destroy(new Error('too slow')), limitMs);
    request.on('error', reject);
    request.on('close', () => clearTimeout(timer));
  });
}
