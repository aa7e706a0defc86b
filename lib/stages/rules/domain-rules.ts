/** The rules for the API's domain names. */
import type { CustomDomainSettings } from '../operation-settings';
import type { StageSettings } from '../stage-settings';
import { isArn, isDomainName, isUnique, type StageRule } from './setting-rule';

export const domainRules: readonly StageRule[] = [
  ...(['customDomain', 'additionalDomains'] as const).flatMap((setting): StageRule[] => [
    {
      setting,
      demand: 'must have a name in lower case such as auth.example.com, without scheme and path',
      holds: (settings) => domainsOf(settings, setting).every(({ name }) => isDomainName(name)),
    },
    {
      setting,
      demand: 'must have a certificateArn of ACM in the region of the stack',
      holds: (settings) =>
        domainsOf(settings, setting).every(({ certificateArn }) =>
          isArn(certificateArn, 'acm', settings.region, /^certificate\/[\w-]+$/),
        ),
    },
    {
      setting,
      demand: 'must have a hostedZoneId such as Z0123456789ABC, or none',
      holds: (settings) =>
        domainsOf(settings, setting).every(
          ({ hostedZoneId }) => hostedZoneId === undefined || /^Z[A-Z0-9]{1,31}$/.test(hostedZoneId),
        ),
    },
    {
      setting,
      demand: 'must have an id such as LoginDomain, or none',
      holds: (settings) =>
        domainsOf(settings, setting).every(
          ({ id }) => id === undefined || /^[A-Z][A-Za-z0-9]{0,40}Domain$/.test(id),
        ),
    },
  ]),
  {
    setting: 'additionalDomains',
    demand:
      'must have another name and another id than customDomain and each other; an id that is not set is CustomDomain',
    holds: ({ customDomain, additionalDomains }) => {
      const domains = [customDomain ?? [], additionalDomains].flat();
      return (
        isUnique(domains.map(({ name }) => name)) && isUnique(domains.map(({ id }) => id ?? 'CustomDomain'))
      );
    },
  },
  {
    setting: 'privateApi',
    demand: 'must not be set with customDomain and additionalDomains, which are reachable from the internet',
    holds: ({ privateApi, customDomain, additionalDomains }) =>
      privateApi === undefined || (customDomain === undefined && additionalDomains.length === 0),
  },
];

function domainsOf(
  settings: StageSettings,
  setting: 'customDomain' | 'additionalDomains',
): readonly CustomDomainSettings[] {
  return [settings[setting] ?? []].flat();
}
