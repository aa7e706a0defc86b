/** The stages of the app: the differences between dev, prod and the stages for tests. */
import { Aws, Duration } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ConfigurationError } from './configuration-error';
import type { EmailSettings, MailDesignSettings } from './email-settings';
import { type StageOptions, type StageSettings, withDefaults } from './stage-settings';

/** Every stage that `-c stage=` can name. */
export type StageName = 'dev' | 'prod' | 'test' | 'all-features';

/**
 * A sender for stages that run on this machine, where it needs no identity. Replace it in a stage that you deploy:
 * docs/how-to/send-email.md.
 */
const exampleSender: EmailSettings = {
  from: 'Latchkey <no-reply@example.com>',
  // of any account and region
  identityArn: `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/example.com`,
};

/** An app on the machine of its developer. */
const exampleApp = { id: 'spa', redirectUris: ['http://localhost:5173/'] };

/** Mails with texts and a look of their own, for tests. */
const exampleDesign = {
  texts: {
    de: {
      'email-in-use': {
        subject: 'Zu dieser Adresse gibt es schon ein Konto bei {service}',
        paragraphs: [
          'Ein anderes Konto, „{username}“, wollte diese Adresse verwenden. Es wurde nichts geändert.',
        ],
      },
    },
  },
  look: {
    light: { button: '#6d28d9' },
    dark: { button: '#c4b5fd', buttonText: '#1e1b4b' },
  },
} satisfies MailDesignSettings;

const options: Record<StageName, StageOptions> = {
  dev: {
    retainData: false,
    exampleRoutes: true,
    // everything that developers and their tests try comes from one address
    maxSignInFailuresPerSource: 1_000,
    maxSignUpsPerSource: 1_000,
    // the ports of the development servers of most front ends; docs/decisions/0027 explains why they are a list
    corsOrigins: ['http://localhost:3000', 'http://localhost:5173'],
    email: exampleSender,
    secondFactor: 'optional',
    passkeys: { signUp: true },
    pages: { clients: [exampleApp] },
  },
  prod: {
    retainData: true,
    // replace the example with your own routes: docs/tutorial.md adds one
    exampleRoutes: false,
    terminationProtection: true,
    region: 'eu-central-1',
    customerManagedKey: true,
    logRetention: logs.RetentionDays.ONE_YEAR,
    throttlingRateLimit: 200,
    throttlingBurstLimit: 400,
    jwksMaxAge: Duration.hours(1),
    monitoring: true,
    deployment: 'canary',
    webAcl: true,
    parameters: true,
  },
  test: {
    retainData: false,
    exampleRoutes: true,
    testsOnly: true,
    corsOrigins: ['https://app.example.com'],
    argon2: { memoryKib: 64, iterations: 1, parallelism: 1 },
    throttlingRateLimit: 10_000,
    throttlingBurstLimit: 5_000,
    // whole suites come from one address
    freeSignInFailures: 1_000,
    maxSignInFailures: 100_000,
    maxSignInFailuresPerSource: 100_000,
    maxSignUpsPerSource: 100_000,
    email: { ...exampleSender, ...exampleDesign },
    secondFactor: 'optional',
    trustedDevices: 'on',
    // the host of the API, which is localhost on this machine, does not cover the pages of corsOrigins
    passkeys: { origins: [], signUp: true },
    pages: { clients: [exampleApp] },
    // KMS runs on this machine
    kmsRsaQuota: 1_000_000,
  },
  // every compatible setting is on, so that all of them are synthesized and checked
  'all-features': {
    retainData: true,
    exampleRoutes: true,
    terminationProtection: true,
    testsOnly: true,
    region: 'eu-central-1',
    apiGatewayAccountRole: 'create',
    corsOrigins: ['https://app.example.com'],
    customerManagedKey: true,
    signingKeys: [
      { id: 'SigningKeyA', status: 'signing', multiRegion: true },
      { id: 'SigningKeyB', status: 'published', multiRegion: true },
    ],
    keyedHashKey: 'multi-region',
    monitoring: true,
    alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms',
    deployment: 'canary',
    reservedConcurrency: {
      authorizer: 100,
      auth: 100,
      foo: 50,
      discovery: 20,
      mail: 10,
      'mail-feedback': 10,
      factors: 20,
    },
    webAcl: true,
    tags: { application: 'latchkey' },
    parameters: true,
    backup: { vaultArn: 'arn:aws:backup:eu-central-1:444455556666:backup-vault:copies' },
    customDomain: {
      name: 'auth.example.com',
      certificateArn:
        'arn:aws:acm:eu-central-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
    },
    securityEventBusArn: 'arn:aws:events:eu-central-1:111122223333:event-bus/security',
    cognitoMigration: { userPoolId: 'eu-central-1_AbCdEfGhI', clientId: '1h57kf5cpq17m0eml12EXAMPLE' },
    email: {
      from: 'Example <no-reply@example.com>',
      identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/example.com',
      replyTo: 'help@example.com',
      configurationSetName: 'latchkey',
      policy: 'required',
      texts: exampleDesign.texts,
      look: { ...exampleDesign.look, logo: { file: 'lib/stages/example-logo.png', alt: 'Latchkey' } },
    },
    secondFactor: 'optional',
    trustedDevices: 'on',
    activity: true,
    passkeys: { relatedOrigins: ['https://app.example.com'], signUp: true },
    pages: {
      clients: [{ id: 'app', redirectUris: ['https://app.example.com/callback'] }, exampleApp],
      look: {
        name: 'Example',
        accentColor: '#6d28d9',
        logo: 'lib/stages/example-logo.png',
        termsUrl: 'https://www.example.com/terms',
        privacyUrl: 'https://www.example.com/privacy',
        texts: { en: { 'signIn.title': 'Welcome back' } },
      },
    },
    standby: {
      region: 'eu-west-1',
      certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
      tableKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000000',
      alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms',
      securityEventBusArn: 'arn:aws:events:eu-west-1:111122223333:event-bus/security',
      emailIdentityArn: 'arn:aws:ses:eu-west-1:111122223333:identity/example.com',
    },
  },
};

/** Settings of a stage, with defaults filled in. */
export function stageSettings(name: StageName): StageSettings {
  return withDefaults(options[name]);
}

/**
 * Reads the name of a stage from the context.
 * @throws ConfigurationError that lists the stages
 */
export function parseStageName(text: unknown): StageName {
  const known = Object.keys(options).sort() as StageName[];
  const name = known.find((candidate) => candidate === text);
  if (name === undefined) {
    throw new ConfigurationError(`Unknown stage "${text}": choose one of ${known.join(', ')}.`);
  }
  return name;
}
