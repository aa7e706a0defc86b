/** Types of the replacement for the ASN.1 parser. */

/** The reader of signatures of ECDSA on P-256. */
export declare const AsnParser: {
  /** @throws Error when the bytes are not the one encoding of two positive integers of P-256 */
  parse(der: Uint8Array): { readonly r: Uint8Array; readonly s: Uint8Array };
};
