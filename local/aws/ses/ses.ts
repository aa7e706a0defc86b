/** The local SES as a service of the AWS endpoint: it accepts mails and keeps them on this machine. */
import { randomBytes, randomUUID } from 'node:crypto';
import { listRecipients, type Mail } from '../../mail/mail';
import type { MailResources } from '../../template/mail/mail-resources';
import { AwsError } from '../answer';
import type { Access, AwsInput, AwsService } from '../service';
import { findIdentity } from './find-identity';
import { readSendEmail, type SendEmailRequest } from './read-send-email';
import { writeSource } from './write-source';

/** The dependencies of the service. */
export interface SesOptions {
  /** @default - the app has no identity, so that no mail is accepted */
  readonly mail?: MailResources | undefined;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Receives every accepted mail. */
  onMail(mail: Mail): void;
}

/** The route of the only operation. */
const SEND_EMAIL = 'POST /v2/email/outbound-emails';

/**
 * Creates the service. An address is sent as its identity, which must be in the template or named by an ARN in
 * the policy of a function's role. A mail with raw content needs `ses:SendRawEmail`, as on AWS. A mail with a
 * configuration set, its own or that of its identity, needs the permission for the set too.
 * @see https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
 */
export function createSes(options: SesOptions): AwsService {
  const { mail = { identities: [], configurationSets: [] }, partition, region, accountId } = options;
  const toArn = (resource: string) => `arn:${partition}:ses:${region}:${accountId}:${resource}`;
  const identityOf = ({ identityArn, from }: SendEmailRequest) =>
    findIdentity(
      from.address,
      mail.identities.filter(({ arn }) => identityArn === undefined || arn === identityArn),
    );
  const setOf = (request: SendEmailRequest) =>
    request.configurationSet ?? identityOf(request)?.configurationSet;

  function listAccess(input: AwsInput): readonly Access[] {
    const request = readSendEmail(input);
    const set = setOf(request);
    const identity =
      request.identityArn ?? identityOf(request)?.arn ?? toArn(`identity/${request.from.address}`);
    const resources = [identity, ...(set === undefined ? [] : [toArn(`configuration-set/${set}`)])];
    const action = request.kind === 'raw' ? 'ses:SendRawEmail' : 'ses:SendEmail';
    return resources.map((resource) => ({ action, resource, context: describeContext(request) }));
  }

  function send(input: AwsInput): { readonly MessageId: string } {
    const request = readSendEmail(input);
    const identity = identityOf(request);
    const set = setOf(request);
    if (identity === undefined) {
      throw new AwsError(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${request.from.address}`,
      );
    }
    if (set !== undefined && !mail.configurationSets.some(({ name }) => name === set)) {
      throw new AwsError('NotFoundException', `Configuration set <${set}> does not exist.`, 404);
    }
    // after the permission, which SES checks first: without it, a call without a recipient is denied as any other
    if (listRecipients(request).length === 0) {
      throw new AwsError('BadRequestException', 'The mail has no recipient.');
    }
    const [sentAt, messageId] = [options.now(), createMessageId()];
    const written = writeSource(request, { messageId, region, sentAt });
    const { from, to, cc, bcc, subject, text, html, attachments, tags } = request;
    options.onMail({
      id: messageId,
      from,
      to,
      cc,
      bcc,
      subject,
      ...(text !== undefined && { text }),
      ...(html !== undefined && { html }),
      ...(attachments !== undefined && { attachments }),
      ...(request.source === undefined ? written : { headers: request.headers, source: request.source }),
      tags,
      identityArn: identity.arn,
      ...(set !== undefined && { configurationSet: set }),
      sentAt,
    });
    return { MessageId: messageId };
  }

  return {
    rest: { signingName: 'ses', operations: new Map([[SEND_EMAIL, 'SendEmail']]) },
    contentType: 'application/json',
    commonErrorPrefix: '',
    listAccess: (_operation, input) => listAccess(input),
    perform: async (_operation, input) => send(input),
  };
}

/** @see https://docs.aws.amazon.com/ses/latest/dg/sending-authorization-policy-examples.html */
function describeContext(request: SendEmailRequest): Access['context'] {
  const { from, feedback } = request;
  return {
    'ses:ApiVersion': ['2'],
    'ses:FromAddress': [from.address],
    'ses:FromDisplayName': from.displayName === undefined ? undefined : [from.displayName],
    'ses:FeedbackAddress': feedback && [feedback.address],
    'ses:Recipients': listRecipients(request),
  };
}

/** Message ids of SES end with `-000000` and are safe in a URL. */
function createMessageId(): string {
  return `0107${randomBytes(6).toString('hex')}-${randomUUID()}-000000`;
}
