/** Sends a custom resource's answer to the pre-signed URL that CloudFormation waits at. */
import type https from 'node:https';
import type { CustomResourceAnswer } from './answer-custom-resource';

/** What the sender needs. */
export interface SenderDependencies {
  /** `https.request`, looked up when it is called. */
  readonly request: typeof https.request;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const ATTEMPTS = 3;
const PAUSE_MS = 1_000;
const TIMEOUT_MS = 10_000;

/**
 * Makes the sender. It rejects with Error when three attempts have failed; the message holds no part of the URL, which is a secret.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
export function createAnswerSender({ request, sleep }: SenderDependencies) {
  return async (url: string, answer: CustomResourceAnswer): Promise<void> => {
    const body = JSON.stringify(answer);
    for (let made = 1; ; made++) {
      const failure = await put(request, url, body);
      if (failure === undefined) return;
      if (made >= ATTEMPTS) throw new Error(`The response could not be sent: ${failure}`);
      await sleep(PAUSE_MS);
    }
  };
}

/** @returns what went wrong, or undefined */
function put(request: typeof https.request, url: string, body: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const sent = request(url, {
      method: 'PUT',
      // the signature covers an empty content type
      headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) },
      timeout: TIMEOUT_MS,
    });
    sent.on('timeout', () => sent.destroy(Object.assign(new Error('ETIMEDOUT'), { code: 'ETIMEDOUT' })));
    sent.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'UNKNOWN'));
    sent.on('response', (response) => {
      response.resume();
      const { statusCode = 0 } = response;
      resolve(statusCode >= 200 && statusCode < 300 ? undefined : `HTTP ${statusCode}`);
    });
    sent.end(body);
  });
}
