/** SES's answers about an account that can send mails. Their types are those of the AWS SDK. */
import type {
  GetAccountCommandOutput,
  GetConfigurationSetCommandOutput,
  GetConfigurationSetEventDestinationsCommandOutput,
  GetEmailIdentityCommandOutput,
} from '@aws-sdk/client-sesv2';

/** An output without the SDK's own data on the call. */
type Answer<Output> = Omit<Output, '$metadata'>;

export const account: Answer<GetAccountCommandOutput> = {
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  EnforcementStatus: 'HEALTHY',
  SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 3 },
  SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
};

export const identity: Answer<GetEmailIdentityCommandOutput> = {
  IdentityType: 'DOMAIN',
  VerifiedForSendingStatus: true,
  VerificationStatus: 'SUCCESS',
  DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS', Tokens: ['a', 'b', 'c'] },
  MailFromAttributes: {
    MailFromDomain: 'mail.example.com',
    MailFromDomainStatus: 'SUCCESS',
    BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
  },
};

export const configurationSet: Answer<GetConfigurationSetCommandOutput> = {
  ConfigurationSetName: 'mails',
  SendingOptions: { SendingEnabled: true },
  ReputationOptions: { ReputationMetricsEnabled: true },
};

export const destinations: Answer<GetConfigurationSetEventDestinationsCommandOutput> = {
  EventDestinations: [
    {
      Name: 'reports',
      Enabled: true,
      MatchingEventTypes: ['BOUNCE', 'COMPLAINT'],
      EventBridgeDestination: { EventBusArn: 'arn:aws:events:eu-west-1:111122223333:event-bus/default' },
    },
  ],
};
