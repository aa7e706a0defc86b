/** Reads what proves that a caller has received a mail: its code, or the token of its link. */
import { type DerivedSecrets, isSameCode, readCode } from './mail-code';
import { readLinkToken } from './mail-link';

/** The code as the user typed it, or the token of the link. */
export type MailProof =
  | { readonly code: string; readonly token?: undefined }
  | { readonly token: string; readonly code?: undefined };

/** A proof in the form of one of the secrets of its request. */
export interface ReadProof {
  readonly form: keyof DerivedSecrets;
  readonly secret: string;
}

/** Reads a proof. Returns undefined when it is malformed, and for the token of another request. */
export function readMailProof({ code, token }: MailProof, challenge: string): ReadProof | undefined {
  if (code !== undefined) {
    const secret = readCode(code);
    return secret === undefined ? undefined : { form: 'code', secret };
  }
  const link = readLinkToken(token);
  return link?.challenge === challenge ? { form: 'linkSecret', secret: link.linkSecret } : undefined;
}

/** Whether a proof is the secret of its form, in constant time. */
export function isProven({ form, secret }: ReadProof, expected: DerivedSecrets): boolean {
  return isSameCode(secret, expected[form]);
}
