/** Runs the local SES behind the AWS endpoint, for one function whose role the test defines. */
import type { AwsCall } from '../../../../local/aws/call';
import { createCallers } from '../../../../local/aws/callers';
import { startAwsEndpoint } from '../../../../local/aws/endpoint';
import { createSes } from '../../../../local/aws/ses/ses';
import type { Statement } from '../../../../local/iam/policy';
import type { Mail } from '../../../../local/mail/mail';
import { describeWorker } from '../describe-worker';

export const sesArn = (resource: string) => `arn:aws:ses:eu-west-1:123456789012:${resource}`;

const MAIL = {
  identities: [
    { name: 'example.com', arn: sesArn('identity/example.com') },
    { name: 'sales@example.com', arn: sesArn('identity/sales@example.com'), configurationSet: 'by-default' },
  ],
  configurationSets: [
    { name: 'mail', arn: sesArn('configuration-set/mail'), destinations: [] },
    { name: 'by-default', arn: sesArn('configuration-set/by-default'), destinations: [] },
  ],
};

/** A response of the endpoint. */
export interface SesAnswer {
  readonly status: number;
  /** The name of the error, in its header. */
  readonly errorType: string | null;
  readonly body: { readonly MessageId?: string; readonly message?: string };
}

/** The running service. */
export interface TestSes {
  readonly mails: Mail[];
  readonly calls: AwsCall[];
  /** Sends a request as the SDKs do, with credentials in a header without a valid signature. */
  send(input: unknown, request?: { method?: string; path?: string; asAdmin?: boolean }): Promise<SesAnswer>;
  close(): Promise<void>;
}

export const ALLOW_ALL: Statement = { Effect: 'Allow', Action: 'ses:*', Resource: '*' };

export async function runSes(statements: readonly Statement[] = [ALLOW_ALL]): Promise<TestSes> {
  const worker = describeWorker(statements);
  const mails: Mail[] = [];
  const calls: AwsCall[] = [];
  const callers = createCallers([worker]);
  const now = () => Date.UTC(2027, 0, 1);
  const place = { partition: 'aws', region: 'eu-west-1', accountId: '123456789012' };
  const endpoint = await startAwsEndpoint({
    services: [createSes({ ...place, mail: MAIL, now, onMail: (mail) => mails.push(mail) })],
    callers,
    clock: { now, httpDate: () => undefined },
    onCall: (call) => calls.push(call),
    onFault: (error) => {
      throw error;
    },
  });
  const { accessKeyId, sessionToken } = callers.credentialsOf(worker);
  return {
    mails,
    calls,
    async send(input, { method = 'POST', path = '/v2/email/outbound-emails', asAdmin = false } = {}) {
      const key = asAdmin ? callers.admin.accessKeyId : accessKeyId;
      const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20270101/eu-west-1/ses/aws4_request, SignedHeaders=host, Signature=0`;
      const response = await fetch(endpoint.url + path, {
        method,
        headers: {
          authorization,
          'content-type': 'application/json',
          ...(!asAdmin && { 'x-amz-security-token': sessionToken }),
        },
        ...(method !== 'GET' && { body: JSON.stringify(input) }),
      });
      return {
        status: response.status,
        errorType: response.headers.get('x-amzn-errortype'),
        body: (await response.json()) as SesAnswer['body'],
      };
    },
    close: () => endpoint.close(),
  };
}

/** Returns a valid input, with changes. */
export function makeInput(change: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    FromEmailAddress: 'Example <hello@example.com>',
    Destination: { ToAddresses: ['ann@example.org'] },
    Content: {
      Simple: {
        Subject: { Data: 'Your code' },
        Body: { Text: { Data: 'Hello\n123456' }, Html: { Data: '<p>Hello</p>' } },
      },
    },
    ...change,
  };
}

/** Returns a valid input with other simple content. */
export function makeSimple(change: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { Simple } = makeInput().Content as { readonly Simple: object };
  return makeInput({ Content: { Simple: { ...Simple, ...change } } });
}

/** Returns a valid input with a raw message. */
export function makeRaw(
  message: string,
  change: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const Data = Buffer.from(message).toString('base64');
  return makeInput({ Content: { Raw: { Data } }, ...change });
}
