/** Sends a custom resource's response to CloudFormation's pre-signed URL. */
import type https from 'node:https';
import type { CustomResourceAnswer } from './answer-custom-resource';

/** The dependencies of the sender. */
export interface SenderDependencies {
  /** `https.request`, looked up at each call. */
  readonly request: typeof https.request;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const ATTEMPTS = 3;
const PAUSE_MS = 1_000;
const TIMEOUT_MS = 10_000;

/**
 * Creates the sender. It rejects with Error after three failed attempts. The message holds no part of the
 * URL, which is a secret.
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

/** Sends the response once. Returns the failure, or undefined. */
function put(request: typeof https.request, url: string, body: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const sent = request(url, {
      method: 'PUT',
      // The signature covers an empty content type.
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
