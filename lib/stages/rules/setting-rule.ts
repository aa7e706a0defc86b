/** The form of the rules for a stage's settings, and checks that they share. */
import { Token } from 'aws-cdk-lib';
import { Fact } from 'aws-cdk-lib/region-info';
import type { StageSettings } from '../stage-settings';

/** One rule for one setting: the requirement, and whether a stage meets it. */
export interface StageRule {
  readonly setting: keyof StageSettings;
  readonly demand: string;
  holds(settings: StageSettings): boolean;
}

/** Returns whether a number is whole and within bounds. */
export function isCount(value: number, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Returns whether all values differ. */
export function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** Returns whether a text is the name of an AWS region that the CDK knows, or has the form of a newer region's name. */
export function isRegion(text: string): boolean {
  return Fact.regions.includes(text) || /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(text);
}

/** Returns whether a text is a domain name in lower case, with at least two labels. */
export function isDomainName(name: string): boolean {
  return name.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(name);
}

/**
 * Returns whether a text is the ARN of a service's resource. An undefined text passes.
 * @param region the required region; undefined accepts every region
 */
export function isArn(
  text: string | undefined,
  service: string,
  region: string | undefined,
  resource: RegExp,
): boolean {
  // a token is a value that only the deployment knows
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
