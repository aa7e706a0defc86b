/** The pages that only some apps have, which decides about the links of all pages. */
import { canEncrypt } from '../authenticator/find-totp-secrets';
import type { LocalApp } from '../template/model';

/** The optional pages. */
export interface OptionalPages {
  /** Whether the navigation has a link to the inbox. @default false */
  readonly hasMail?: boolean;
  /** Whether the navigation has a link to the authenticator. @default false */
  readonly hasAuthenticator?: boolean;
}

/** Returns the optional pages of an app: the inbox if it sends mails, the authenticator if a function may encrypt with KMS. */
export function findOptionalPages(app: Pick<LocalApp, 'mail' | 'functions'>): OptionalPages {
  return { hasMail: app.mail !== undefined, hasAuthenticator: canEncrypt(app) };
}
