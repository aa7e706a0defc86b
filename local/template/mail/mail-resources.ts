/** What an app says about SES: the identities it may send as, and its configuration sets. */

/** The identities and configuration sets of an app. */
export interface MailResources {
  readonly identities: readonly EmailIdentity[];
  readonly configurationSets: readonly ConfigurationSet[];
}

/**
 * A verified identity: one of the template (`AWS::SES::EmailIdentity`), or one that the policy of a function's
 * role names by its ARN.
 */
export interface EmailIdentity {
  /** A domain, or a single address. */
  readonly name: string;
  readonly arn: string;
  /** The configuration set of mails that name none. @default - none */
  readonly configurationSet?: string;
}

/** A configuration set: one of the template, or one that the policy of a function's role names by its ARN. */
export interface ConfigurationSet {
  readonly name: string;
  readonly arn: string;
  /** Where it publishes events; undefined if the set is not in the template. */
  readonly destinations?: readonly EventDestination[];
}

/** An enabled destination of events (`AWS::SES::ConfigurationSetEventDestination`). */
export interface EventDestination {
  /** Whether it is the default event bus of EventBridge. Other destinations are not served. */
  readonly isEventBridge: boolean;
  /** The published types in lower case, such as `bounce`. */
  readonly eventTypes: readonly string[];
}
