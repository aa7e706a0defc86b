/** Cases of the string operators. */
import { conditionCases, userGuide } from './policy-case';

const page = `${userGuide}/reference_policies_elements_condition_operators.html#Conditions_String`;

/** StringEquals, StringLike and their variants. */
export const stringCases = conditionCases(page, [
  ['StringEquals matches exactly', { StringEquals: { k: 'iamuser-admin' } }, { k: 'iamuser-admin' }, true],
  ['StringEquals regards case', { StringEquals: { k: 'iamuser-admin' } }, { k: 'IAMuser-admin' }, false],
  ['StringEquals fails without the key', { StringEquals: { k: 'a' } }, {}, false],
  ['StringEquals takes an asterisk as itself', { StringEquals: { k: 'a*' } }, { k: 'abc' }, false],
  ['StringEquals finds an asterisk in the value', { StringEquals: { k: 'a*' } }, { k: 'a*' }, true],
  ['StringEquals takes a question mark as itself', { StringEquals: { k: 'a?' } }, { k: 'ab' }, false],
  ['StringEquals does not match a part', { StringEquals: { k: 'admin' } }, { k: 'iamuser-admin' }, false],
  ['StringEquals keeps spaces', { StringEquals: { k: 'a' } }, { k: 'a ' }, false],
  ['StringNotEquals matches another value', { StringNotEquals: { k: 'a' } }, { k: 'b' }, true],
  ['StringNotEquals fails for the value', { StringNotEquals: { k: 'a' } }, { k: 'a' }, false],
  ['StringNotEquals regards case', { StringNotEquals: { k: 'a' } }, { k: 'A' }, true],
  ['StringNotEquals holds without the key', { StringNotEquals: { k: 'a' } }, {}, true],
  [
    'StringEqualsIgnoreCase has no case',
    { StringEqualsIgnoreCase: { k: 'johnDOE' } },
    { k: 'JohnDoe' },
    true,
  ],
  [
    'StringEqualsIgnoreCase still compares',
    { StringEqualsIgnoreCase: { k: 'john' } },
    { k: 'JohnDoe' },
    false,
  ],
  ['StringEqualsIgnoreCase has no wildcards', { StringEqualsIgnoreCase: { k: 'J*' } }, { k: 'john' }, false],
  ['StringNotEqualsIgnoreCase has no case', { StringNotEqualsIgnoreCase: { k: 'a' } }, { k: 'A' }, false],
  ['StringNotEqualsIgnoreCase holds for others', { StringNotEqualsIgnoreCase: { k: 'a' } }, { k: 'B' }, true],
  ['StringNotEqualsIgnoreCase holds without the key', { StringNotEqualsIgnoreCase: { k: 'a' } }, {}, true],
  ['StringLike takes * as any run', { StringLike: { k: 't2.*' } }, { k: 't2.micro' }, true],
  ['StringLike takes * as an empty run', { StringLike: { k: 't2.*' } }, { k: 't2.' }, true],
  ['StringLike regards case', { StringLike: { k: 't2.*' } }, { k: 'T2.micro' }, false],
  ['StringLike takes ? as one character', { StringLike: { k: 't?.micro' } }, { k: 't3.micro' }, true],
  ['StringLike does not take ? as none', { StringLike: { k: 't?.micro' } }, { k: 't.micro' }, false],
  ['StringLike needs wildcards for a part', { StringLike: { k: 'micro' } }, { k: 't2.micro' }, false],
  ['StringLike has wildcards in any place', { StringLike: { k: '*a*b' } }, { k: 'xaxb' }, true],
  ['StringLike takes a dot as itself', { StringLike: { k: 't2.*' } }, { k: 't2xmicro' }, false],
  [
    'StringLike matches an empty prefix',
    { StringLike: { 's3:prefix': ['', 'home/'] } },
    { 's3:prefix': '' },
    true,
  ],
  [
    'StringLike needs one of its patterns only',
    { StringLike: { 's3:prefix': ['', 'home/'] } },
    { 's3:prefix': 'home/' },
    true,
  ],
  ['StringLike fails where no pattern fits', { StringLike: { k: ['', 'home/'] } }, { k: 'tmp/' }, false],
  ['StringNotLike fails where the pattern fits', { StringNotLike: { k: 'a*' } }, { k: 'ab' }, false],
  ['StringNotLike holds where it does not', { StringNotLike: { k: 'a*' } }, { k: 'ba' }, true],
  ['StringNotLike holds without the key', { StringNotLike: { k: 'a*' } }, {}, true],
]);
