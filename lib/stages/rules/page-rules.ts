/** The rules for the hosted pages of a stage. */
import { isOwnTexts } from '../../../lambda/pages/look';
import { contrastOf } from '../../../lambda/pages/views/accent-colors';
import { coversHost } from '../factors/relying-party';
import { readLogo } from '../mail-design/read-logo';
import type { PageClientSettings, PageLookSettings, PageSettings } from '../pages/page-settings';
import type { StageSettings } from '../stage-settings';
import { isDomainName, isUnique, type StageRule } from './setting-rule';

/** The most redirect URIs of a client. */
const MOST_REDIRECT_URIS = 20;

/** The most bytes of the logo: each page carries it, and a page fits into the first round trip. */
const MAX_LOGO_BYTES = 8 * 1024;

/** The least contrast of a text (WCAG 2.2, 1.4.3, level AA). */
const LEAST_CONTRAST = 4.5;

export const pageRules: readonly StageRule[] = [
  rule(
    'must not be set with basePath: the paths and the cookies of pages are at the root of their host',
    (_, { basePath }) => basePath === '',
  ),
  rule(
    'needs passkeys.rpId to cover the name of customDomain, or to be left out: browsers would refuse every passkey on the pages',
    (_, { passkeys, customDomain }) =>
      passkeys?.rpId === undefined ||
      (customDomain !== undefined && coversHost(passkeys.rpId, customDomain.name)),
  ),
  clientRule('must have clients with ids of 1 to 64 letters, digits, "-", "." and "_"', ({ id }) =>
    /^[A-Za-z0-9._-]{1,64}$/.test(id),
  ),
  rule('must have clients with different ids', ({ clients = [] }) => isUnique(clients.map(({ id }) => id))),
  clientRule(
    `must have clients with 1 to ${MOST_REDIRECT_URIS} redirectUris, each once`,
    ({ redirectUris }) =>
      redirectUris.length >= 1 && redirectUris.length <= MOST_REDIRECT_URIS && isUnique(redirectUris),
  ),
  clientRule(
    'must have clients with redirectUris such as https://app.example.com/callback, without user, fragment and wildcard, written as browsers write them; only http://localhost needs no https',
    ({ redirectUris }) => redirectUris.every(isRedirectUri),
  ),
  lookRule(
    'must have a look.name of 1 to 64 characters, without control characters, or none',
    ({ name }) => name === undefined || /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,64}$/u.test(name),
  ),
  lookRule(
    `must have a look.accentColor such as #0a3d91, on which white text has a contrast of at least ${LEAST_CONTRAST} to 1 (WCAG 2.2, 1.4.3), or none`,
    ({ accentColor }) =>
      accentColor === undefined ||
      (/^#[0-9a-f]{6}$/i.test(accentColor) && contrastOf(accentColor, '#ffffff') >= LEAST_CONTRAST),
  ),
  lookRule(
    `must have a look.logo that is the path of a PNG file from the folder of the project, without animation and of at most ${MAX_LOGO_BYTES} bytes, or none`,
    ({ logo }) => {
      if (logo === undefined) return true;
      const image = readLogo(logo);
      return image !== undefined && image.data.length <= MAX_LOGO_BYTES;
    },
  ),
  lookRule(
    'must have look.texts of the pages, in a language that they have, of at most 500 characters without control characters, or none',
    ({ texts = {} }) => isOwnTexts(texts),
  ),
  ...(['termsUrl', 'privacyUrl'] as const).map((member) =>
    lookRule(
      `must have a look.${member} such as https://www.example.com/${member.replace('Url', '')}, written as browsers write it, or none`,
      (look) => look[member] === undefined || isLink(look[member]),
    ),
  ),
];

/** Creates a rule that applies only to stages with pages. */
function rule(demand: string, holds: (pages: PageSettings, settings: StageSettings) => boolean): StageRule {
  return {
    setting: 'pages',
    demand,
    holds: (settings) => settings.pages === undefined || holds(settings.pages, settings),
  };
}

/** Creates a rule for every client. */
function clientRule(demand: string, holds: (client: PageClientSettings) => boolean): StageRule {
  return rule(demand, ({ clients = [] }) => clients.every(holds));
}

/** Creates a rule for the look. */
function lookRule(demand: string, holds: (look: PageLookSettings) => boolean): StageRule {
  return rule(demand, ({ look = {} }) => holds(look));
}

/** Returns whether a text is a URL in the form to which a browser would bring it, so that a comparison of texts suffices. */
function isNormal(text: string): boolean {
  return URL.canParse(text) && new URL(text).href === text;
}

function isRedirectUri(text: string): boolean {
  // a comma or a quotation mark could end a value of a header that names the URI
  if (!isNormal(text) || /[#*,;'"\\]/.test(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (
    username === '' &&
    password === '' &&
    (protocol === 'https:' ? isDomainName(hostname) : protocol === 'http:' && hostname === 'localhost')
  );
}

function isLink(text: string): boolean {
  return isNormal(text) && /^https:\/\/[^\s"'<>\\@]{1,2040}$/.test(text);
}
