/** Evaluates what SES says about the configuration set of the mails. */
import { type Finding, fault, note, objectOf, ok } from './finding';

type Output = Readonly<Record<string, unknown>>;

const HOW_TO = 'docs/how-to/send-email.md#use-your-own-configuration-set';

/**
 * Evaluates the outputs of `GetConfigurationSet` and `GetConfigurationSetEventDestinations`.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSet.html
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSetEventDestinations.html
 */
export function evaluateConfigurationSet(
  name: string,
  set: Output,
  destinations: Output,
): readonly Finding[] {
  return [evaluateSending(name, set), evaluateReports(name, destinations), evaluateReputation(name, set)];
}

function evaluateSending(name: string, set: Output): Finding {
  return objectOf(set, 'SendingOptions').SendingEnabled === false
    ? fault(`The configuration set ${name} does not send: enable sending for it in the SES console`)
    : ok(`The configuration set ${name} sends`);
}

function evaluateReports(name: string, { EventDestinations: destinations }: Output): Finding {
  const published = (Array.isArray(destinations) ? (destinations as readonly Output[]) : [])
    .filter(({ Enabled, EventBridgeDestination: bus }) => Enabled === true && bus !== undefined)
    .flatMap(({ MatchingEventTypes: types }) => types);
  const missing = ['BOUNCE', 'COMPLAINT'].filter((type) => !published.includes(type));
  return missing.length === 0
    ? ok('Bounces and complaints reach EventBridge')
    : note(
        `The configuration set ${name} does not send ${missing.join(' and ')} to EventBridge, so such addresses are not marked: ${HOW_TO}`,
      );
}

function evaluateReputation(name: string, set: Output): Finding {
  return objectOf(set, 'ReputationOptions').ReputationMetricsEnabled === true
    ? ok('The alarms on bounces and complaints have metrics')
    : note(
        `The configuration set ${name} publishes no reputation metrics, so the alarms are silent: ${HOW_TO}`,
      );
}
