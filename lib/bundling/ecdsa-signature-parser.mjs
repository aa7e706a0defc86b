// Replaces the ASN.1 parser of the WebAuthn library, which it needs only for signatures of ECDSA.
import { readEcdsaSignature } from '../../lambda/identity/passkeys/verification/ecdsa-signature';

export const AsnParser = {
  /** @param {Uint8Array} der */
  parse(der) {
    const signature = readEcdsaSignature(der);
    if (signature === undefined) throw new Error('This is not a signature of ES256 in DER');
    return signature;
  },
};

/** Of the library's checks of certificates, which no response reaches. */
export const OctetString = undefined;
