/** The environment variables of the function mail. */
import { tableName } from './common';
import { optionalText, text } from './variable';

export const mailVariables = {
  tableName,
  /** The KMS HMAC key from which the codes in mails are derived. */
  mailKey: text('MAIL_KEY'),
  /** The `From` of mails, such as `Example <no-reply@example.com>`. */
  from: text('MAIL_FROM'),
  /** The `Reply-To` of mails. Empty for none. */
  replyTo: optionalText('MAIL_REPLY_TO'),
  /** The ARN of the SES identity that sends. */
  identityArn: text('MAIL_IDENTITY_ARN'),
  /** The name of the SES configuration set. Empty for none. */
  configurationSet: optionalText('MAIL_CONFIGURATION_SET'),
  /** The URL in front of the pages that links open, without a trailing slash. */
  linkBase: text('LINK_BASE'),
  /** The name of the service, as mails show it. */
  serviceName: text('SERVICE_NAME'),
} as const;
