/** The rules for the passkeys of a stage. */
import { listFactorPolicies } from '../factors/factor-settings';
import type { PasskeySettings } from '../factors/passkey-settings';
import { coversHost, listPasskeyOrigins, relyingPartyIdOf } from '../factors/relying-party';
import type { StageSettings } from '../stage-settings';
import { isDomainName, isUnique, type StageRule } from './setting-rule';

/**
 * The number of names that every browser accepts in a list of related origins. Origins whose registrable domains differ only in
 * their public suffix share a name, which the settings do not show.
 * @see https://www.w3.org/TR/webauthn-3/#sctn-related-origins
 */
const MOST_RELATED_ORIGINS = 5;

/** Origins that are on the machine of the browser, as the API is on a local run. */
const LOCAL_ORIGIN = /^http:\/\/localhost(:\d{1,5})?$/;

export const passkeyRules: readonly StageRule[] = [
  rule("needs secondFactor to be 'optional' or 'required'", (_, { secondFactor }) => secondFactor !== 'off'),
  {
    setting: 'alsoGrant',
    demand: 'must have secondFactor with passkeys, in a stage without second factors',
    holds: (settings) => settings.alsoGrant.passkeys === undefined || listFactorPolicies(settings).length > 0,
  },
  rule(
    'must have an rpId in lower case such as example.com, without scheme and port, or none',
    ({ rpId }) => rpId === undefined || isDomainName(rpId),
  ),
  rule(
    'must have no rpId that is a host of API Gateway: leave it out, or set customDomain',
    // it names nothing after a move to a custom domain, and no local run has it
    ({ rpId = '' }) => !/(^|\.)execute-api\./.test(rpId),
  ),
  rule(
    'must have an rpName of 1 to 64 characters, without control characters, or none',
    ({ rpName }) => rpName === undefined || /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,64}$/u.test(rpName),
  ),
  rule(
    'must have origins such as https://app.example.com, each once and without a path, or none; only http://localhost needs no https',
    ({ origins = [] }) => origins.every(isPasskeyOrigin) && isUnique(origins),
  ),
  rule(
    "must have origins that rpId covers: its own host and subdomains, or on a local run http://localhost, which the API's host covers. Name others in relatedOrigins",
    ({ origins }, settings) => origins === undefined || listUncovered(settings).length === 0,
  ),
  {
    setting: 'corsOrigins',
    demand:
      'must hold only origins that may use passkeys. Set passkeys.rpId to a domain that covers them, name them in passkeys.relatedOrigins, or list in passkeys.origins those that may, such as []',
    holds: (settings) =>
      settings.passkeys === undefined ||
      settings.passkeys.origins !== undefined ||
      listUncovered(settings).length === 0,
  },
  rule(
    'must have relatedOrigins that are in origins, or in corsOrigins without origins, each once, with https, and not covered by rpId',
    ({ relatedOrigins = [] }, settings) =>
      isUnique(relatedOrigins) &&
      relatedOrigins.every(
        (origin) =>
          listPasskeyOrigins(settings).includes(origin) && isHttps(origin) && !isCovered(origin, settings),
      ),
  ),
  rule(
    `must have at most ${MOST_RELATED_ORIGINS} relatedOrigins: browsers may ignore further ones`,
    ({ relatedOrigins = [] }) => relatedOrigins.length <= MOST_RELATED_ORIGINS,
  ),
  rule(
    'must have an rpId with relatedOrigins, or the stage a customDomain: nothing can be published at the root of a host of API Gateway',
    ({ relatedOrigins = [] }, settings) =>
      relatedOrigins.length === 0 || relyingPartyIdOf(settings) !== undefined,
  ),
];

/** Creates a rule that applies only to stages with passkeys. */
function rule(
  demand: string,
  holds: (passkeys: PasskeySettings, settings: StageSettings) => boolean,
): StageRule {
  return {
    setting: 'passkeys',
    demand,
    holds: (settings) => settings.passkeys === undefined || holds(settings.passkeys, settings),
  };
}

/** Returns the origins that browsers would refuse, because neither the relying party's id nor a published list covers them. */
function listUncovered(settings: StageSettings): readonly string[] {
  const { relatedOrigins = [] } = settings.passkeys ?? {};
  return listPasskeyOrigins(settings).filter(
    (origin) => !isCovered(origin, settings) && !relatedOrigins.includes(origin),
  );
}

function isCovered(origin: string, settings: StageSettings): boolean {
  const rpId = relyingPartyIdOf(settings);
  // the host that API Gateway gives is localhost on a local run
  if (rpId === undefined) return LOCAL_ORIGIN.test(origin);
  return isHttps(origin) && coversHost(rpId, new URL(origin).hostname);
}

function isPasskeyOrigin(origin: string): boolean {
  return LOCAL_ORIGIN.test(origin) || isHttps(origin);
}

/** Returns whether a text is the origin of a domain name. An IP address can be no relying party. */
function isHttps(origin: string): boolean {
  return (
    origin.startsWith('https://') &&
    URL.canParse(origin) &&
    new URL(origin).origin === origin &&
    isDomainName(new URL(origin).hostname)
  );
}
