/** The relying party of a stage, as environment variables of the functions that make and check passkeys. */
import type { Environment } from '../../../lambda/environment';
import { coversHost, listPasskeyOrigins, relyingPartyIdOf } from '../../stages/factors/relying-party';
import type { StageSettings } from '../../stages/stage-settings';

/** The values of the variables. */
export type PasskeyEnvironment = Pick<
  Environment<'auth'>,
  'passkeyRpId' | 'passkeyRpName' | 'passkeyOrigins'
>;

/**
 * Returns the values: empty ones in a stage without passkeys.
 * @param apiHost the host of the API, which may be a token
 */
export function passkeyEnvironment(settings: StageSettings, apiHost: string): PasskeyEnvironment {
  const { passkeys, serviceName, customDomain } = settings;
  if (passkeys === undefined) return { passkeyRpId: '', passkeyRpName: '', passkeyOrigins: [] };
  const rpId = relyingPartyIdOf(settings);
  const coversApi = rpId === undefined || (customDomain !== undefined && coversHost(rpId, customDomain.name));
  const own = `https://${apiHost}`;
  const others = listPasskeyOrigins(settings).filter((origin) => origin !== own);
  return {
    passkeyRpId: rpId ?? apiHost,
    passkeyRpName: passkeys.rpName ?? serviceName,
    passkeyOrigins: [...(coversApi ? [own] : []), ...others],
  };
}
