/** Cases of the numeric, date, Boolean and binary operators. */
import { conditionCases, type PolicyCase, userGuide } from './policy-case';

const page = `${userGuide}/reference_policies_elements_condition_operators.html`;
const issued = 'aws:TokenIssueTime';
const now = 'aws:CurrentTime';

const numeric = conditionCases(`${page}#Conditions_Numeric`, [
  ['NumericEquals matches', { NumericEquals: { k: '10' } }, { k: '10' }, true],
  ['NumericEquals compares numbers, not texts', { NumericEquals: { k: '10' } }, { k: '10.0' }, true],
  ['NumericEquals takes decimals', { NumericEquals: { k: '0.5' } }, { k: '0.50' }, true],
  ['NumericEquals takes JSON numbers', { NumericEquals: { k: 10 } }, { k: '10' }, true],
  ['NumericEquals fails for a text', { NumericEquals: { k: '10' } }, { k: 'ten' }, false],
  ['NumericEquals fails for an empty text', { NumericEquals: { k: '0' } }, { k: '' }, false],
  ['NumericEquals knows no hexadecimal', { NumericEquals: { k: '16' } }, { k: '0x10' }, false],
  ['NumericNotEquals matches another', { NumericNotEquals: { k: '10' } }, { k: '11' }, true],
  ['NumericNotEquals fails for the same', { NumericNotEquals: { k: '10' } }, { k: '10.00' }, false],
  ['NumericNotEquals holds without the key', { NumericNotEquals: { k: '10' } }, {}, true],
  ['NumericLessThan matches less', { NumericLessThan: { k: '10' } }, { k: '9' }, true],
  ['NumericLessThan fails for the same', { NumericLessThan: { k: '10' } }, { k: '10' }, false],
  ['NumericLessThan knows negatives', { NumericLessThan: { k: '0' } }, { k: '-1' }, true],
  [
    'NumericLessThanEquals allows up to ten keys',
    { NumericLessThanEquals: { 's3:max-keys': '10' } },
    { 's3:max-keys': '10' },
    true,
  ],
  ['NumericLessThanEquals fails above', { NumericLessThanEquals: { k: '10' } }, { k: '11' }, false],
  ['NumericLessThanEquals fails without the key', { NumericLessThanEquals: { k: '10' } }, {}, false],
  ['NumericGreaterThan matches more', { NumericGreaterThan: { k: '9' } }, { k: '10' }, true],
  ['NumericGreaterThan fails for the same', { NumericGreaterThan: { k: '9' } }, { k: '9' }, false],
  ['NumericGreaterThanEquals matches the same', { NumericGreaterThanEquals: { k: '9' } }, { k: '9' }, true],
  ['NumericGreaterThanEquals fails below', { NumericGreaterThanEquals: { k: '9' } }, { k: '8.9' }, false],
]);

const dates = conditionCases(`${page}#Conditions_Date`, [
  ['DateEquals matches', { DateEquals: { k: '2020-01-01T00:00:01Z' } }, { k: '2020-01-01T00:00:01Z' }, true],
  [
    'DateEquals knows time zones',
    { DateEquals: { k: '2020-01-01T01:00:00+01:00' } },
    { k: '2020-01-01T00:00:00Z' },
    true,
  ],
  ['DateEquals knows epoch time', { DateEquals: { k: '2020-01-01T00:00:00Z' } }, { k: '1577836800' }, true],
  [
    'DateEquals takes epoch time in the policy',
    { DateEquals: { k: '1577836800' } },
    { k: '2020-01-01T00:00:00Z' },
    true,
  ],
  [
    'DateEquals takes a day as its beginning',
    { DateEquals: { k: '2020-01-01' } },
    { k: '2020-01-01T00:00:00Z' },
    true,
  ],
  ['DateEquals takes a month', { DateEquals: { k: '2020-02' } }, { k: '2020-02-01T00:00Z' }, true],
  ['DateEquals takes a year', { DateEquals: { k: '2020' } }, { k: '2020-01-01T00:00:00.000Z' }, true],
  ['DateEquals fails for a text', { DateEquals: { k: '2020-01-01' } }, { k: 'new year' }, false],
  ['DateNotEquals fails for the same', { DateNotEquals: { k: '2020-01-01' } }, { k: '1577836800' }, false],
  ['DateNotEquals holds without the key', { DateNotEquals: { k: '2020-01-01' } }, {}, true],
  [
    'DateLessThan matches before',
    { DateLessThan: { [now]: '2020-06-30T00:00:00Z' } },
    { [now]: '2020-06-29T23:59:59Z' },
    true,
  ],
  [
    'DateLessThan fails at the time',
    { DateLessThan: { [now]: '2020-06-30' } },
    { [now]: '2020-06-30T00:00:00Z' },
    false,
  ],
  [
    'DateLessThanEquals matches at the time',
    { DateLessThanEquals: { k: '2020-06-30' } },
    { k: '2020-06-30' },
    true,
  ],
  [
    'DateLessThanEquals fails after',
    { DateLessThanEquals: { k: '2020-06-30' } },
    { k: '2020-06-30T00:00:00.001Z' },
    false,
  ],
  [
    'DateGreaterThan matches after',
    { DateGreaterThan: { [issued]: '2020-01-01T00:00:01Z' } },
    { [issued]: '2020-05-01T00:00:00Z' },
    true,
  ],
  [
    'DateGreaterThan fails at the time',
    { DateGreaterThan: { [issued]: '2020-01-01T00:00:01Z' } },
    { [issued]: '2020-01-01T00:00:01Z' },
    false,
  ],
  [
    'DateGreaterThan fails without the key',
    { DateGreaterThan: { [issued]: '2020-01-01T00:00:01Z' } },
    {},
    false,
  ],
  [
    'DateGreaterThanEquals matches at the time',
    { DateGreaterThanEquals: { k: '2020-01-01' } },
    { k: '2020-01-01T00:00:00Z' },
    true,
  ],
  [
    'DateGreaterThanEquals fails before',
    { DateGreaterThanEquals: { k: '2020-01-01' } },
    { k: '2019-12-31' },
    false,
  ],
  ['dates have no wildcards', { DateEquals: { k: '2020-*' } }, { k: '2020-01' }, false],
]);

const secure = 'aws:SecureTransport';
const booleans = conditionCases(`${page}#Conditions_Boolean`, [
  ['Bool matches true', { Bool: { [secure]: 'true' } }, { [secure]: 'true' }, true],
  ['Bool matches false', { Bool: { [secure]: 'false' } }, { [secure]: 'false' }, true],
  ['Bool fails for the other', { Bool: { [secure]: 'true' } }, { [secure]: 'false' }, false],
  ['Bool takes JSON booleans', { Bool: { [secure]: true } }, { [secure]: 'true' }, true],
  ['Bool has no case', { Bool: { [secure]: 'True' } }, { [secure]: 'true' }, true],
  ['Bool false fails without the key', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, {}, false],
  [
    'BoolIfExists false holds without the key',
    { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    {},
    true,
  ],
]);

const binaries = conditionCases(`${page}#Conditions_BinaryEquals`, [
  [
    'BinaryEquals matches the bytes',
    { BinaryEquals: { k: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } },
    { k: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' },
    true,
  ],
  ['BinaryEquals fails for other bytes', { BinaryEquals: { k: 'QUJD' } }, { k: 'QUJE' }, false],
  [
    'BinaryEquals regards case, which changes the bytes',
    { BinaryEquals: { k: 'QUJD' } },
    { k: 'qujd' },
    false,
  ],
  ['BinaryEquals fails without the key', { BinaryEquals: { k: 'QUJD' } }, {}, false],
]);

/** Numeric*, Date*, Bool and BinaryEquals. */
export const numberCases: readonly PolicyCase[] = [...numeric, ...dates, ...booleans, ...binaries];
