/** Sends mails by SES v2, without an SDK. */
import { AwsCallError, isAwsCallError, toAwsCallError } from '../shared/aws/aws-call-error';
import type { AwsService } from '../shared/aws/aws-services';
import type { AwsSettings } from '../shared/aws/aws-settings';
import { post } from '../shared/aws/http-post';
import { signPost } from '../shared/aws/sign-post';

/** Calls SES. */
export interface SesClient {
  /**
   * Sends one mail, and returns SES's id of it.
   * @throws AwsCallError
   */
  sendEmail(input: unknown): Promise<string>;
}

/** How a client waits before it repeats a call. */
export interface SesClientOptions {
  /** Waits for this number of milliseconds. */
  readonly sleep: (millis: number) => Promise<unknown>;
  /** Returns a number from 0 to 1. @default Math.random */
  readonly random?: () => number;
}

const OPERATION = 'ses:SendEmail';
const PATH = '/v2/email/outbound-emails';

/**
 * Milliseconds for one attempt. SES may still send the mail of an attempt that timed out, and then the next
 * delivery sends a second one.
 */
const ATTEMPT_MS = 5_000;

const MAX_ATTEMPTS = 3;

/** The longest wait before the second attempt, in milliseconds. It doubles for the third. */
const FIRST_BACKOFF_MS = 400;

/**
 * Creates a client. It repeats only throttled calls: after any other failure, SES may have sent the mail.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export function createSesClient(
  settings: AwsSettings<AwsService>,
  { sleep, random = Math.random }: SesClientOptions,
): SesClient {
  async function attempt(body: string): Promise<string> {
    const request = signPost(
      settings,
      // the endpoint is named `email`, and the service in signatures `ses`
      'ses',
      new URL(PATH, settings.endpoint),
      { 'content-type': 'application/json' },
      body,
      Date.now(),
    );
    const answer = await post(request, ATTEMPT_MS).catch((error: NodeJS.ErrnoException) => {
      throw new AwsCallError(OPERATION, 'unavailable', error.code ?? 'UNKNOWN');
    });
    if (answer.status !== 200) {
      throw toAwsCallError(OPERATION, answer.status, answer.headers['x-amzn-errortype']);
    }
    return readMessageId(answer.body);
  }

  return {
    sendEmail: async (input) => {
      const body = JSON.stringify(input);
      for (let made = 1; ; made++) {
        try {
          return await attempt(body);
        } catch (error) {
          if (made === MAX_ATTEMPTS || !(isAwsCallError(error) && error.kind === 'throttled')) throw error;
          await sleep(random() * FIRST_BACKOFF_MS * 2 ** (made - 1));
        }
      }
    },
  };
}

/** Returns the id of a mail that SES accepted; empty when the response has none, as the mail is sent anyway. */
function readMessageId(body: string): string {
  try {
    const id: unknown = JSON.parse(body)?.MessageId;
    return typeof id === 'string' && /^[\w.@-]{1,200}$/.test(id) ? id : '';
  } catch {
    return '';
  }
}
