/** The environment variables of passkeys, which several functions read. */
import { absentList, optionalText } from './variable';

export const passkeyVariables = {
  /** The relying party's id: a domain. Empty in a stage without passkeys. */
  passkeyRpId: optionalText('PASSKEY_RP_ID'),
  /** The name that authenticators show. Empty in a stage without passkeys. */
  passkeyRpName: optionalText('PASSKEY_RP_NAME'),
  /** The origins whose pages may use passkeys, separated by commas. Empty in a stage without passkeys. */
  passkeyOrigins: absentList('PASSKEY_ORIGINS'),
} as const;
