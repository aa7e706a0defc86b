/** Asks Have I Been Pwned whether a password is known from a breach, without telling it the password. */
import { createHash } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';

/** Whether a password was in a breach; undefined when that could not be found out in time. */
export type IsBreached = (password: string) => Promise<boolean | undefined>;

/** Where to ask, and how long. */
export interface BreachCheckOptions {
  /** @default 'https://api.pwnedpasswords.com' */
  readonly baseUrl?: string;
  /** Milliseconds for the whole answer. @default 500 */
  readonly limitMs?: number;
}

/** No answer comes near it. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** The last 35 digits of a digest, and how often its password was seen. */
const LINE = /^[\dA-F]{35}:\d+$/;

/** The service answers nobody who does not say what they are. */
const HEADERS = { 'Add-Padding': 'true', 'User-Agent': 'latchkey' };

/**
 * Makes the check. The service learns the first 5 of 40 hexadecimal digits of the password's SHA-1 and answers with all known digests that begin so,
 * padded to a length that tells nothing.
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
      // padding has a count of 0
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
