/**
 * The members of SES v2's `SendEmailRequest` that a mail may have, as AWS's service model defines them:
 * https://github.com/boto/botocore/blob/cd9207757d459bba9c524475b601e59f55760a3a/botocore/data/sesv2/2019-09-27/service-2.json
 */

interface Content {
  readonly Data: string;
  readonly Charset?: string;
}

/** Typed, so that a wrong input does not compile. */
export interface SendEmailRequest {
  readonly FromEmailAddress?: string;
  readonly FromEmailAddressIdentityArn?: string;
  readonly Destination?: { readonly ToAddresses?: readonly string[] };
  readonly ReplyToAddresses?: readonly string[];
  readonly Content: {
    readonly Simple?: {
      readonly Subject: Content;
      readonly Body: { readonly Text?: Content; readonly Html?: Content };
      readonly Attachments?: readonly {
        readonly FileName: string;
        readonly ContentType?: string;
        readonly ContentDisposition?: 'ATTACHMENT' | 'INLINE';
        readonly ContentId?: string;
        readonly ContentTransferEncoding?: 'BASE64' | 'QUOTED_PRINTABLE' | 'SEVEN_BIT';
        readonly RawContent: string;
      }[];
      readonly Headers?: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
  readonly EmailTags?: readonly { readonly Name: string; readonly Value: string }[];
  readonly ConfigurationSetName?: string;
}

type Shape = RegExp | { readonly list: Shape } | { readonly members: Readonly<Record<string, Shape>> };

const string = /^/;
const content: Shape = { members: { Data: string, Charset: string } };
const attachment: Shape = {
  members: {
    FileName: /^.{1,255}$/,
    ContentType: /^.{1,78}$/,
    ContentDisposition: /^(ATTACHMENT|INLINE)$/,
    ContentId: /^.{1,78}$/,
    ContentTransferEncoding: /^(BASE64|QUOTED_PRINTABLE|SEVEN_BIT)$/,
    // a blob, which JSON carries in base64
    RawContent: /^[A-Za-z\d+/]+=*$/,
  },
};
const tag = /^[\w-]{1,256}$/;
const shape: Shape = {
  members: {
    FromEmailAddress: string,
    FromEmailAddressIdentityArn: string,
    Destination: { members: { ToAddresses: { list: string } } },
    ReplyToAddresses: { list: string },
    Content: {
      members: {
        Simple: {
          members: {
            Subject: content,
            Body: { members: { Text: content, Html: content } },
            Attachments: { list: attachment },
            // MessageHeaderName and MessageHeaderValue
            Headers: { list: { members: { Name: /^[!-9;-@A-~]{1,126}$/, Value: /^[ -~]{1,870}$/ } } },
          },
        },
      },
    },
    EmailTags: { list: { members: { Name: tag, Value: tag } } },
    ConfigurationSetName: string,
  },
};

/** Returns the paths in a request that the service model does not have, or whose values it refuses. */
export function listFaults(request: SendEmailRequest): readonly string[] {
  return faultsOf(request, shape, '#');
}

function faultsOf(value: unknown, expected: Shape | undefined, path: string): readonly string[] {
  if (expected === undefined) return [path];
  if (expected instanceof RegExp) return typeof value === 'string' && expected.test(value) ? [] : [path];
  if ('list' in expected) {
    return Array.isArray(value)
      ? value.flatMap((entry, index) => faultsOf(entry, expected.list, `${path}/${index}`))
      : [path];
  }
  return Object.entries(value as object).flatMap(([name, member]) =>
    faultsOf(member, expected.members[name], `${path}/${name}`),
  );
}
