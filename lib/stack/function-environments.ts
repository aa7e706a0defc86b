/** The configuration of the functions: a stage's settings and its resources, as environment variables. */
import type { Environment, FunctionName } from '../../lambda/environment';
import { trimLinkBase } from '../../lambda/link-base';
import { factorNotices, type NoticeKind, passkeyNotices } from '../../lambda/notice-kinds';
import type { MailDelivery } from '../constructs/email/mail-delivery';
import type { FactorKey } from '../constructs/keys/factor-key';
import type { KeyedHashKey } from '../constructs/keys/keyed-hash-key';
import type { PublicKeys } from '../constructs/keys/public-keys';
import type { SigningKeys } from '../constructs/keys/signing-keys';
import type { IdentityTable } from '../constructs/storage/identity-table';
import { featuresOf } from '../routes/features';
import { listNotices, listSenders, signUpEmailOf } from '../stages/email-settings';
import { formatTrustedDevices, listFactorPolicies } from '../stages/factors/factor-settings';
import { formatProxy } from '../stages/proxy-settings';
import type { StageSettings } from '../stages/stage-settings';
import { pageEnvironment } from './pages/page-environment';
import { passkeyEnvironment } from './passkeys/passkey-environment';

/** The sources of the values. */
export interface EnvironmentSources {
  readonly settings: StageSettings;
  /** The `iss` of new tokens. */
  readonly issuer: string;
  /** The API's URL. */
  readonly apiUrl: string;
  /** The API's host, without scheme and path. */
  readonly apiHost: string;
  readonly table: IdentityTable;
  readonly signingKeys: SigningKeys;
  readonly publicKeys: PublicKeys;
  readonly keyedHashKey: KeyedHashKey;
  /** @default - the stage sends no mails */
  readonly mailDelivery?: MailDelivery | undefined;
  /** @default - accounts have no second factors */
  readonly factorKey?: FactorKey | undefined;
}

/** Returns the values of every function, including functions that the stage does not have. */
export function environments(sources: EnvironmentSources): { [Name in FunctionName]: Environment<Name> } {
  const { settings, issuer, apiUrl, signingKeys, keyedHashKey, mailDelivery, factorKey } = sources;
  const { audience, basePath, corsOrigins, cognitoMigration, trustedProxy } = settings;
  const { tableName } = sources.table.table;
  const features = featuresOf(settings);
  // auth requests mails only where the routes are served; the queue may exist one release longer
  const requested = features.includes('email') ? mailDelivery : undefined;
  const passkeys = passkeyEnvironment(settings, sources.apiHost);
  const pages = pageEnvironment(settings, sources.apiHost);
  const [sender] = listSenders(settings);
  const [factorPolicy = 'off'] = listFactorPolicies(settings);
  const mailQueueUrl = requested?.queueUrl ?? '';
  const notices = requested ? noticesOf(settings).join(',') : '';
  const signUp = signUpEmailOf(settings);
  const signUpEmail = signUp === undefined || signUp === 'refused' ? '' : signUp;
  const accepted = {
    // without the ids next to the keys, a published version would not change when the keys change
    verificationKeys: signingKeys.acceptedKeyIds,
    publicKeys: sources.publicKeys.json,
  };
  const sessionsNotBefore = Math.ceil((settings.sessionsNotBefore?.getTime() ?? 0) / 1_000);
  return {
    authorizer: {
      tableName,
      acceptedAudiences: [audience, ...settings.acceptedAudiences],
      acceptedIssuers: [issuer, ...settings.acceptedIssuers],
      ...accepted,
      revocation: settings.revocation,
      sessionsNotBefore,
    },
    auth: {
      tableName,
      issuer,
      audience,
      clientId: settings.clientId,
      basePath,
      corsOrigins,
      features,
      signingKey: signingKeys.signing.keyId,
      keyedHashKey: keyedHashKey.keyId,
      accessTokenSeconds: settings.accessTokenLifetime.toSeconds(),
      sessionSeconds: settings.sessionLifetime.toSeconds(),
      sessionIdleSeconds: settings.sessionIdleLifetime.toSeconds(),
      refreshGraceSeconds: settings.refreshGrace.toSeconds(),
      reauthenticationSeconds: settings.reauthenticationPeriod.toSeconds(),
      maxSessionsPerUser: settings.maxSessionsPerUser,
      sessionsNotBefore,
      freeSignInFailures: settings.freeSignInFailures,
      maxSignInFailures: settings.maxSignInFailures,
      failureDecaySeconds: settings.failureDecayPeriod.toSeconds(),
      maxSignInFailuresPerSource: settings.maxSignInFailuresPerSource,
      maxSignUpsPerSource: settings.maxSignUpsPerSource,
      trustedProxy: trustedProxy ? formatProxy(trustedProxy) : [],
      serviceName: settings.serviceName,
      breachedPasswordCheck: settings.breachedPasswordCheck ? 'on' : 'off',
      passwordMinLength: settings.passwordMinLength,
      passwordMaxLength: settings.passwordMaxLength,
      argon2MemoryKib: settings.argon2.memoryKib,
      argon2Iterations: settings.argon2.iterations,
      argon2Parallelism: settings.argon2.parallelism,
      formerArgon2: settings.formerArgon2,
      cognitoMigration: cognitoMigration ? [cognitoMigration.userPoolId, cognitoMigration.clientId] : [],
      mailQueueUrl,
      mailKey: requested?.key.keyId ?? '',
      notices,
      signUpEmail,
      emailPolicy: emailPolicyOf(settings),
      // the key may exist one release longer
      ...(features.includes('factors')
        ? { secondFactor: settings.secondFactor, factorKey: factorKey?.keyId ?? '' }
        : { secondFactor: '', factorKey: '' }),
      trustedDevices: formatTrustedDevices(settings),
      ...passkeys,
      ...pages,
    },
    foo: { tableName, basePath, corsOrigins, maxFoosPerUser: settings.maxFoosPerUser },
    discovery: {
      issuer,
      apiUrl,
      basePath,
      corsOrigins,
      features,
      ...accepted,
      jwksMaxAgeSeconds: settings.jwksMaxAge.toSeconds(),
      signUpEmail,
      emailPolicy: settings.email?.policy === 'required' ? 'required' : '',
      trustedDevices: formatTrustedDevices(settings),
      relatedOrigins: features.includes('related-origins') ? (settings.passkeys?.relatedOrigins ?? []) : [],
    },
    mail: {
      tableName,
      mailKey: mailDelivery?.key.keyId ?? '',
      from: sender?.from ?? '',
      replyTo: sender?.replyTo ?? '',
      identityArn: sender?.identityArn ?? '',
      configurationSet: (sender && mailDelivery?.reports.nameOf(sender)) ?? '',
      linkBase: sender?.linkBase === undefined ? apiUrl : trimLinkBase(sender.linkBase),
      serviceName: settings.serviceName,
    },
    factors: {
      tableName,
      basePath,
      corsOrigins,
      secondFactor: factorPolicy === 'required' ? 'required' : 'optional',
      trustedDevices: formatTrustedDevices(settings),
      factorKey: factorKey?.keyId ?? '',
      sessionSeconds: settings.sessionLifetime.toSeconds(),
      sessionsNotBefore,
      reauthenticationSeconds: settings.reauthenticationPeriod.toSeconds(),
      trustedProxy: trustedProxy ? formatProxy(trustedProxy) : [],
      serviceName: settings.serviceName,
      mailQueueUrl,
      notices,
      // the authorizer decides it for the API
      emailPolicy: features.includes('pages') ? emailPolicyOf(settings) : '',
      activity: settings.activity ? 'on' : '',
      ...passkeys,
      ...pages,
      // apps receive their codes from auth
      pageClients: '',
    },
    'mail-feedback': { tableName, configurationSets: [...new Set(mailDelivery?.reports.configurationSets)] },
  };
}

/** Returns the notices that the stage sends. Without second factors or passkeys, there is nothing to send about them. */
function noticesOf(settings: StageSettings): readonly NoticeKind[] {
  const features = featuresOf(settings);
  const unused = [
    ...(features.includes('factors') ? [] : factorNotices),
    ...(features.includes('passkeys') ? [] : passkeyNotices),
  ];
  return listNotices(settings.email).filter((kind) => !unused.includes(kind));
}

/** Returns what tokens say of addresses: before the policy changes, they say it already. */
function emailPolicyOf({ email, alsoGrant }: StageSettings): string {
  if (email?.policy === 'required') return 'required';
  return email && alsoGrant.email?.policy === 'required' ? 'announced' : '';
}
