/** Asks SES whether mails of one sender could be sent. */
import { isAwsCallError } from '../../lambda/shared/aws/aws-call-error';
import type { CallSes, SesCall } from '../ses/call-ses';
import { evaluateAccount } from './evaluate-account';
import { evaluateConfigurationSet } from './evaluate-configuration-set';
import { evaluateIdentity } from './evaluate-identity';
import { type Finding, fault, note } from './finding';

/** A sender in one region. */
export interface CheckedSender {
  /** The identity: a domain or an address. */
  readonly identity: string;
  /** The name of the configuration set. @default - not known, and therefore not checked */
  readonly configurationSet?: string | undefined;
}

type Output = Readonly<Record<string, unknown>>;

/**
 * Asks SES, and evaluates its responses. A refused call is a fault, since nothing is known then.
 * @throws AwsCallError when SES does not answer, or does not accept the credentials
 */
export async function checkSender(
  call: CallSes,
  { identity, configurationSet }: CheckedSender,
): Promise<readonly Finding[]> {
  /** Returns the output, or what is wrong. @param missing the finding if SES does not have the resource */
  async function ask(operation: string, path: SesCall['path'], missing: string): Promise<Output | Finding> {
    try {
      return await call({ operation, method: 'GET', path });
    } catch (error) {
      if (!isAwsCallError(error)) throw error;
      if (error.kind === 'not-found') return fault(missing);
      if (error.reason !== 'AccessDeniedException') throw error;
      return fault(`You may not call ${operation}: your role needs ses:${operation}`);
    }
  }
  const isFinding = (answer: Output | Finding): answer is Finding => 'level' in answer;
  const evaluate = (answer: Output | Finding, evaluated: (output: Output) => readonly Finding[]) =>
    isFinding(answer) ? [answer] : evaluated(answer);

  const account = await ask('GetAccount', ['account'], 'SES does not know the account');
  const missingIdentity = `The identity ${identity} does not exist in this region: create it in the SES console`;
  const found = await ask('GetEmailIdentity', ['identities', identity], missingIdentity);
  return [
    ...evaluate(account, evaluateAccount),
    ...evaluate(found, (output) => evaluateIdentity(identity, output)),
    ...(await checkConfigurationSet()),
  ];

  async function checkConfigurationSet(): Promise<readonly Finding[]> {
    if (configurationSet === undefined) {
      return [
        note(
          'The configuration set is not checked: pass the stack output MailConfigurationSetName with --configuration-set',
        ),
      ];
    }
    const path = ['configuration-sets', configurationSet];
    const missing = `The configuration set ${configurationSet} does not exist in this region: create it, or correct the setting`;
    const set = await ask('GetConfigurationSet', path, missing);
    if (isFinding(set)) return [set];
    const operation = 'GetConfigurationSetEventDestinations';
    const destinations = await ask(operation, [...path, 'event-destinations'], missing);
    return evaluate(destinations, (output) => evaluateConfigurationSet(configurationSet, set, output));
  }
}
