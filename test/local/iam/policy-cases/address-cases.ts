/** Cases of the address and the ARN operators. */
import { conditionCases, type PolicyCase, userGuide } from './policy-case';

const page = `${userGuide}/reference_policies_elements_condition_operators.html`;
const ip = 'aws:SourceIp';
const from = (range: string | readonly string[]) => ({ IpAddress: { [ip]: range } });
const notFrom = (range: string | readonly string[]) => ({ NotIpAddress: { [ip]: range } });
const mixed = ['203.0.113.0/24', '2001:DB8:1234:5678::/64'];

const addresses = conditionCases(`${page}#Conditions_IPAddress`, [
  ['IpAddress takes the first of a range', from('203.0.113.0/24'), { [ip]: '203.0.113.0' }, true],
  ['IpAddress takes the last of a range', from('203.0.113.0/24'), { [ip]: '203.0.113.255' }, true],
  ['IpAddress fails outside a range', from('203.0.113.0/24'), { [ip]: '203.0.114.0' }, false],
  ['IpAddress takes an odd prefix', from('203.0.113.128/25'), { [ip]: '203.0.113.127' }, false],
  ['IpAddress takes an address as /32', from('203.0.113.9'), { [ip]: '203.0.113.9' }, true],
  ['IpAddress takes an address as /32 only', from('203.0.113.9'), { [ip]: '203.0.113.8' }, false],
  ['IpAddress takes /0 as every address', from('0.0.0.0/0'), { [ip]: '198.51.100.7' }, true],
  ['IpAddress keeps the families apart', from('0.0.0.0/0'), { [ip]: '2001:db8::1' }, false],
  ['IpAddress takes IPv6 ranges', from('2001:DB8:1234:5678::/64'), { [ip]: '2001:db8:1234:5678:9::1' }, true],
  [
    'IpAddress fails outside an IPv6 range',
    from('2001:DB8:1234:5678::/64'),
    { [ip]: '2001:db8:1234:5679::1' },
    false,
  ],
  ['IpAddress reads IPv6 in any notation', from('2001:db8::1'), { [ip]: '2001:0DB8:0:0:0:0:0:1' }, true],
  [
    'IpAddress takes an IPv6 prefix within a group',
    from('2001:db8::/33'),
    { [ip]: '2001:db8:8000::1' },
    false,
  ],
  ['IpAddress takes ::/0 as every IPv6 address', from('::/0'), { [ip]: '2001:db8::1' }, true],
  ['IpAddress takes mixed ranges: IPv4', from(mixed), { [ip]: '203.0.113.77' }, true],
  ['IpAddress takes mixed ranges: IPv6', from(mixed), { [ip]: '2001:db8:1234:5678::ff' }, true],
  ['IpAddress takes mixed ranges: neither', from(mixed), { [ip]: '198.51.100.7' }, false],
  ['IpAddress fails without the key', from('0.0.0.0/0'), {}, false],
  ['IpAddress fails for what is no address', from('0.0.0.0/0'), { [ip]: 'localhost' }, false],
  ['NotIpAddress holds outside the range', notFrom('203.0.113.0/24'), { [ip]: '198.51.100.7' }, true],
  ['NotIpAddress fails within the range', notFrom('203.0.113.0/24'), { [ip]: '203.0.113.7' }, false],
  ['NotIpAddress fails within any of its ranges', notFrom(mixed), { [ip]: '2001:db8:1234:5678::1' }, false],
  ['NotIpAddress holds without the key', notFrom('203.0.113.0/24'), {}, true],
]);

const arn = 'aws:SourceArn';
const finance = 'arn:aws:someservice:*:111122223333:finance/*';
const store = 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt';
const topic = 'arn:aws:sns:eu-west-1:123456789012:topic';

const arns = conditionCases(`${page}#Conditions_ARN`, [
  ['StringLike crosses the colons', { StringLike: { [arn]: finance } }, { [arn]: store }, true],
  ['ArnLike does not cross the colons', { ArnLike: { [arn]: finance } }, { [arn]: store }, false],
  ['ArnEquals does not either', { ArnEquals: { [arn]: finance } }, { [arn]: store }, false],
  [
    'ArnLike matches within the parts',
    { ArnLike: { [arn]: finance } },
    { [arn]: 'arn:aws:someservice:us-east-2:111122223333:finance/a/b' },
    true,
  ],
  [
    'ArnEquals has wildcards as ArnLike does',
    { ArnEquals: { [arn]: 'arn:aws:sns:*:123456789012:*' } },
    { [arn]: topic },
    true,
  ],
  ['ArnEquals matches exactly', { ArnEquals: { [arn]: topic } }, { [arn]: topic }, true],
  ['ArnLike regards case', { ArnLike: { [arn]: topic } }, { [arn]: topic.replace('topic', 'Topic') }, false],
  [
    'ArnLike takes ? as one character',
    { ArnLike: { [arn]: topic.replace('topic', 'top?c') } },
    { [arn]: topic },
    true,
  ],
  [
    'ArnLike crosses colons within the resource',
    { ArnLike: { [arn]: 'arn:aws:logs:*:*:log-group:*' } },
    { [arn]: 'arn:aws:logs:eu-west-1:123456789012:log-group:a:log-stream:b' },
    true,
  ],
  ['ArnLike needs all six parts', { ArnLike: { [arn]: 'arn:aws:sns:*' } }, { [arn]: topic }, false],
  ['ArnLike fails for what is no ARN', { ArnLike: { [arn]: 'arn:*:*:*:*:*' } }, { [arn]: 'topic' }, false],
  ['ArnLike fails without the key', { ArnLike: { [arn]: topic } }, {}, false],
  ['ArnNotEquals fails for the same', { ArnNotEquals: { [arn]: topic } }, { [arn]: topic }, false],
  [
    'ArnNotEquals has wildcards',
    { ArnNotEquals: { [arn]: 'arn:aws:sns:*:123456789012:*' } },
    { [arn]: topic },
    false,
  ],
  ['ArnNotLike holds for others', { ArnNotLike: { [arn]: 'arn:aws:sqs:*:*:*' } }, { [arn]: topic }, true],
  ['ArnNotLike holds without the key', { ArnNotLike: { [arn]: topic } }, {}, true],
]);

/** IpAddress, NotIpAddress and Arn*. */
export const addressCases: readonly PolicyCase[] = [...addresses, ...arns];
