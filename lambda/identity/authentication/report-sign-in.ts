/** Reports a completed sign-in: to the log, and to the user of the account. */
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { Notify } from '../email/notices/notify';
import type { SessionKey } from '../sessions/session';
import type { Authenticated } from './authenticated';

/** The dependencies of the report. */
export interface SignInReportDependencies {
  readonly notify: Notify;
  readonly log: Log<'password_changed' | 'signed_in'>;
}

/** Reports the sign-in. */
export function reportSignIn(
  { notify, log }: SignInReportDependencies,
  { account, replacesPassword, device }: Authenticated,
  { sub, sid }: SessionKey,
  { ip: sourceIp, requestId }: ClientInfo,
): void {
  const fields = { sub, sid, sourceIp, requestId };
  if (replacesPassword) {
    notify('password-changed', account);
    log('password_changed', fields);
  }
  if (!device) notify('new-device', account);
  log('signed_in', fields);
}
