/** What a rule over a stage's settings is. */
import { Token } from 'aws-cdk-lib';
import { Fact } from 'aws-cdk-lib/region-info';
import type { StageSettings } from '../stage-settings';

/** One rule of one setting: what it demands, and whether a stage keeps it. */
export interface StageRule {
  readonly setting: keyof StageSettings;
  readonly demand: string;
  holds(settings: StageSettings): boolean;
}

/** Whether a number is whole and within bounds. */
export function isCount(value: number, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Whether no value comes twice. */
export function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** Whether a text is the name of an AWS region that the CDK knows, or has the form of one that is newer. */
export function isRegion(text: string): boolean {
  return Fact.regions.includes(text) || /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(text);
}

/**
 * Whether a text is the ARN of a service's resource; no text is none that is wrong.
 * @param region undefined for any region
 */
export function isArn(
  text: string | undefined,
  service: string,
  region: string | undefined,
  resource: RegExp,
): boolean {
  // a token stands for what only the deployment knows
  if (text === undefined || Token.isUnresolved(text)) return true;
  const [, , itsService, itsRegion, account = '', ...rest] = text.split(':');
  return (
    /^arn:aws[\w-]*:/.test(text) &&
    itsService === service &&
    (region === undefined || itsRegion === region) &&
    /^\d{12}$/.test(account) &&
    resource.test(rest.join(':'))
  );
}
