/** Returns the user handle of an account, which its authenticators store: the bytes of its `sub` in UTF-8, in base64url. */
export function toUserHandle(sub: string): string {
  return Buffer.from(sub).toString('base64url');
}
