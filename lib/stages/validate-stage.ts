/** Checks a stage's settings before the stacks are created. */
import { type Duration, Token } from 'aws-cdk-lib';
import { isBasePath } from '../../lambda/base-path';
import { MAX_PUBLIC_KEYS } from '../constructs/keys/public-keys-size';
import { ConfigurationError } from './configuration-error';
import { findDesignFaults } from './mail-design/find-design-faults';
import type { SettingFault } from './mail-design/setting-fault';
import { domainRules } from './rules/domain-rules';
import { emailRules } from './rules/email-rules';
import { estateRules } from './rules/estate-rules';
import { factorRules } from './rules/factor-rules';
import { migrationRules } from './rules/migration-rules';
import { operationRules } from './rules/operation-rules';
import { pageRules } from './rules/page-rules';
import { passkeyRules } from './rules/passkey-rules';
import { abuseRules } from './rules/protection-rules';
import { proxyRules } from './rules/proxy-rules';
import { isCount, isRegion, isUnique, type StageRule } from './rules/setting-rule';
import { standbyRules } from './rules/standby-rules';
import type { StageSettings } from './stage-settings';

/**
 * The minimum work (m·t, in KiB) of the parameters that OWASP recommends for argon2id.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id
 */
const LEAST_WORK_KIB = 7_168 * 5;
const LEAST_MEMORY_KIB = 7_168;

const rules: readonly StageRule[] = [
  {
    setting: 'region',
    demand: 'must be the name of an AWS region, such as eu-central-1',
    holds: ({ region }) => region === undefined || isRegion(region),
  },
  {
    setting: 'customerManagedKey',
    demand: 'needs region to be set, because the CDK creates the key only for a named region',
    holds: ({ customerManagedKey, region }) => !customerManagedKey || region !== undefined,
  },
  {
    setting: 'corsOrigins',
    demand: 'must hold origins such as https://app.example.com, each once, or "*" alone',
    holds: ({ corsOrigins }) =>
      (corsOrigins.length === 1 && corsOrigins[0] === '*') ||
      (corsOrigins.every(isOrigin) && isUnique(corsOrigins)),
  },
  {
    setting: 'basePath',
    demand:
      'must be empty, or start with a slash, not end with one, and otherwise hold only letters, digits, "-", "." and "_"',
    holds: ({ basePath }) => isBasePath(basePath),
  },
  {
    setting: 'accessTokenLifetime',
    demand: 'must be between 1 minute and 1 day',
    holds: ({ accessTokenLifetime }) => isBetween(accessTokenLifetime, 60, 86_400),
  },
  {
    setting: 'sessionLifetime',
    demand: 'must be between 1 hour and 400 days',
    holds: ({ sessionLifetime }) => isBetween(sessionLifetime, 3_600, 400 * 86_400),
  },
  {
    setting: 'sessionIdleLifetime',
    demand: 'must be at least accessTokenLifetime and at most sessionLifetime',
    holds: ({ sessionIdleLifetime, accessTokenLifetime, sessionLifetime }) =>
      isBetween(
        sessionIdleLifetime,
        accessTokenLifetime.toSeconds({ integral: false }),
        sessionLifetime.toSeconds({ integral: false }),
      ),
  },
  {
    setting: 'refreshGrace',
    demand: 'must be between 0 and 1 minute',
    holds: ({ refreshGrace }) => isBetween(refreshGrace, 0, 60),
  },
  {
    setting: 'reauthenticationPeriod',
    demand: 'must be between 1 minute and 1 day',
    holds: ({ reauthenticationPeriod }) => isBetween(reauthenticationPeriod, 60, 86_400),
  },
  {
    setting: 'maxSessionsPerUser',
    demand: 'must be a whole number from 1 to 1000',
    holds: ({ maxSessionsPerUser }) => isCount(maxSessionsPerUser, 1, 1_000),
  },
  {
    setting: 'maxFoosPerUser',
    demand: 'must be a whole number from 1 to 1000000',
    holds: ({ maxFoosPerUser }) => isCount(maxFoosPerUser, 1, 1_000_000),
  },
  {
    setting: 'authorizerCacheTtl',
    demand: 'must be between 0 and 1 hour',
    holds: ({ authorizerCacheTtl }) => isBetween(authorizerCacheTtl, 0, 3_600),
  },
  {
    setting: 'jwksMaxAge',
    demand: 'must be between 0 and 1 day',
    holds: ({ jwksMaxAge }) => isBetween(jwksMaxAge, 0, 86_400),
  },
  {
    setting: 'sessionsNotBefore',
    demand: 'must be a valid date',
    holds: ({ sessionsNotBefore }) =>
      sessionsNotBefore === undefined || sessionsNotBefore.getTime() >= 0 /* false for NaN as well */,
  },
  {
    setting: 'issuer',
    demand: 'must be an https URL without query, fragment and trailing slash',
    holds: ({ issuer }) => issuer === undefined || isIssuer(issuer),
  },
  {
    setting: 'acceptedIssuers',
    demand: 'must hold https URLs without query, fragment, comma and trailing slash',
    holds: ({ acceptedIssuers }) => acceptedIssuers.every(isIssuer),
  },
  {
    setting: 'audience',
    demand: 'must be printable ASCII without spaces and commas',
    holds: ({ audience }) => isAudience(audience),
  },
  {
    setting: 'acceptedAudiences',
    demand: 'must hold texts of printable ASCII without spaces and commas',
    holds: ({ acceptedAudiences }) => acceptedAudiences.every(isAudience),
  },
  { setting: 'clientId', demand: 'must be printable ASCII without spaces', holds: (s) => isName(s.clientId) },
  {
    setting: 'passwordMaxLength',
    // NIST SP 800-63B-4 section 3.1.1.2 requires at least 64. A password change sends two passwords; a body of 8 KiB always has room
    // for two of 320 characters, since JSON may encode one character in 12 bytes
    demand: 'must be a whole number from 64 to 320 and not below passwordMinLength',
    holds: ({ passwordMaxLength, passwordMinLength }) =>
      isCount(passwordMaxLength, 64, 320) && passwordMaxLength >= passwordMinLength,
  },
  {
    setting: 'argon2',
    demand:
      'must have whole numbers: iterations from 1 up, parallelism 1 to 8, memoryKib 8 × parallelism to 1048576',
    holds: ({ argon2: { memoryKib, iterations, parallelism } }) =>
      isCount(parallelism, 1, 8) && isCount(iterations, 1) && isCount(memoryKib, 8 * parallelism, 1_048_576),
  },
  {
    setting: 'argon2',
    demand: `must reach memoryKib ${LEAST_MEMORY_KIB} and memoryKib × iterations ${LEAST_WORK_KIB}; less is for stages with testsOnly`,
    holds: ({ argon2: { memoryKib, iterations }, testsOnly }) =>
      testsOnly || (memoryKib >= LEAST_MEMORY_KIB && memoryKib * iterations >= LEAST_WORK_KIB),
  },
  {
    setting: 'signingKeys',
    demand: 'must have PascalCase ids, each once',
    holds: ({ signingKeys }) =>
      signingKeys.every(({ id }) => /^[A-Z][A-Za-z0-9]*$/.test(id)) &&
      isUnique(signingKeys.map(({ id }) => id)),
  },
  {
    setting: 'signingKeys',
    demand: 'must have exactly one entry with status "signing"',
    holds: ({ signingKeys }) => signingKeys.filter(({ status }) => status === 'signing').length === 1,
  },
  {
    setting: 'signingKeys',
    demand: `must have at most ${MAX_PUBLIC_KEYS} entries that are not "retired", since their public keys are in the environment of functions`,
    holds: ({ signingKeys }) =>
      signingKeys.filter(({ status }) => status !== 'retired').length <= MAX_PUBLIC_KEYS,
  },
  {
    setting: 'throttlingRateLimit',
    demand: 'must be a number above 0',
    holds: ({ throttlingRateLimit }) => Number.isFinite(throttlingRateLimit) && throttlingRateLimit > 0,
  },
  {
    setting: 'throttlingBurstLimit',
    demand: 'must be a whole number from 1',
    holds: ({ throttlingBurstLimit }) => isCount(throttlingBurstLimit, 1),
  },
];

/**
 * Validates the settings of a stage.
 * @throws ConfigurationError with one line for each broken rule, which names the setting and its value
 */
export function validateStage(stageName: string, settings: StageSettings): void {
  const lines = [
    ...rules,
    ...operationRules,
    ...domainRules,
    ...standbyRules,
    ...abuseRules,
    ...migrationRules,
    ...estateRules,
    ...proxyRules,
    ...emailRules,
    ...factorRules,
    ...passkeyRules,
    ...pageRules,
  ]
    .filter((rule) => !rule.holds(settings))
    .map(({ setting, demand }): SettingFault => ({ path: setting, demand, value: settings[setting] }))
    .concat(
      findDesignFaults(settings.email ?? {}, 'email'),
      findDesignFaults(settings.alsoGrant.email ?? {}, 'alsoGrant.email'),
    )
    .map(({ path, demand, value }) => `Stage ${stageName}: ${path} ${demand}; it is ${show(value)}.`);
  if (lines.length > 0) {
    throw new ConfigurationError(lines.join('\n'));
  }
}

function show(value: unknown): string {
  return value instanceof Date ? String(value) : (JSON.stringify(value, toText) ?? 'not set');
}

/** Formats values that JSON cannot: durations. Hides digests, because an operator may have entered the secret itself. */
function toText(key: string, value: unknown): unknown {
  if (key === 'secretDigests') return 'not shown';
  return isDuration(value) ? value.toHumanString() : value;
}

function isDuration(value: unknown): value is Duration {
  return typeof value === 'object' && value !== null && 'toSeconds' in value;
}

function isBetween(duration: Duration, leastSeconds: number, mostSeconds: number): boolean {
  return isCount(duration.toSeconds({ integral: false }), leastSeconds, mostSeconds);
}

function isName(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** Returns whether a text can be an audience. The authorizer reads audiences from a comma-separated list. */
function isAudience(text: string): boolean {
  return isName(text) && !text.includes(',');
}

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function isIssuer(text: string): boolean {
  // a token is a URL that only the deployment knows
  return Token.isUnresolved(text) || (/^https:\/\/[^\s?#,]*[^\s?#,/]$/.test(text) && URL.canParse(text));
}
