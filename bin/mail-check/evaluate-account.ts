/** Evaluates what SES says about the AWS account. */
import { type Finding, fault, note, objectOf, ok } from './finding';

const PRODUCTION = 'https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html';

/**
 * Evaluates the output of `GetAccount`.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html
 */
export function evaluateAccount(account: Readonly<Record<string, unknown>>): readonly Finding[] {
  return [evaluateSandbox(account), evaluateSending(account), evaluateSuppression(account)];
}

function evaluateSandbox({
  ProductionAccessEnabled: isProduction,
}: Readonly<Record<string, unknown>>): Finding {
  return isProduction === true
    ? ok('The account has left the sandbox')
    : fault(
        `The account is in the sandbox, so SES sends only to addresses that you have verified: request production access (${PRODUCTION})`,
      );
}

function evaluateSending({
  SendingEnabled: isEnabled,
  EnforcementStatus: status,
}: Readonly<Record<string, unknown>>): Finding {
  if (isEnabled !== true || status === 'SHUTDOWN') {
    return fault(
      `Sending is paused (${status}): see the account dashboard of the SES console, and answer the case of AWS Support`,
    );
  }
  return status === 'HEALTHY'
    ? ok('Sending is enabled')
    : note(
        `Sending is enabled, and AWS reviews the account (${status}): see the account dashboard of the SES console`,
      );
}

function evaluateSuppression(account: Readonly<Record<string, unknown>>): Finding {
  const { SuppressedReasons: reasons } = objectOf(account, 'SuppressionAttributes');
  const listed: readonly unknown[] = Array.isArray(reasons) ? reasons : [];
  const missing = ['BOUNCE', 'COMPLAINT'].filter((reason) => !listed.includes(reason));
  return missing.length === 0
    ? ok('The suppression list takes bounces and complaints')
    : note(
        `The suppression list does not take ${missing.join(' and ')}: switch it on in the SES console, under Suppression list`,
      );
}
