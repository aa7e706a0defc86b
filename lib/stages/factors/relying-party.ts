/** The relying party of a stage with passkeys, as its settings determine it (WebAuthn Level 3 section 4). */
import type { StageSettings } from '../stage-settings';

/** The settings that the relying party follows. */
export type RelyingPartySettings = Partial<
  Pick<StageSettings, 'passkeys' | 'corsOrigins' | 'customDomain' | 'additionalDomains' | 'basePath'>
>;

/** Returns the relying party's id. Undefined is the host that API Gateway gives to the API, which only the deployment knows. */
export function relyingPartyIdOf({ passkeys, customDomain }: RelyingPartySettings): string | undefined {
  return passkeys?.rpId ?? customDomain?.name;
}

/** Returns the origins whose pages may use passkeys, without the API's own. */
export function listPasskeyOrigins({ passkeys, corsOrigins = [] }: RelyingPartySettings): readonly string[] {
  return passkeys?.origins ?? corsOrigins.filter((origin) => origin !== '*');
}

/** Returns whether pages of a host may use passkeys of a relying party without a published list. */
export function coversHost(rpId: string, host: string): boolean {
  return host === rpId || host.endsWith(`.${rpId}`);
}

/** Returns whether the API itself publishes the related origins: it answers at the root of the relying party's host. */
export function servesRelatedOrigins(settings: RelyingPartySettings): boolean {
  const { passkeys, customDomain, additionalDomains = [], basePath = '' } = settings;
  const rpId = relyingPartyIdOf(settings);
  return (
    (passkeys?.relatedOrigins ?? []).length > 0 &&
    basePath === '' &&
    [customDomain ?? [], additionalDomains].flat().some(({ name }) => name === rpId)
  );
}
