/** Measures the pattern of an EventBridge rule. */
import { estimateValues } from './estimate-values';

/** Types whose `Ref` is the id of a key: a UUID, or `mrk-` and 32 hexadecimal digits. */
const KEYS = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];
const KEY_ID_LENGTH = 36;

/** The lengths of the longest values: `aws-us-gov`, `ap-southeast-1`. */
const PSEUDO_PARAMETERS = new Map([
  ['AWS::AccountId', 12],
  ['AWS::Partition', 10],
  ['AWS::Region', 14],
]);

/** Returns the length of a pattern without white space. Key ids count with their true length; other values are estimated from above. */
export function eventPatternLength(
  pattern: unknown,
  resources: Readonly<Record<string, { readonly Type: string }>>,
): number {
  const lengthOf = (id: string) =>
    KEYS.includes(resources[id]?.Type ?? '') ? KEY_ID_LENGTH : PSEUDO_PARAMETERS.get(id);
  return JSON.stringify(estimateValues(pattern, lengthOf) ?? '').length;
}
