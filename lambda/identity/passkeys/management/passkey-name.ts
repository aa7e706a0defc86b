/** The names of passkeys. Their rule is that of the names of factors. */

/** The name of a passkey whose user gave it none. */
export const DEFAULT_PASSKEY_NAME = 'Passkey';
