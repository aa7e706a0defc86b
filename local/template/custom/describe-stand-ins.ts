/** Describes the values in functions' environments that only AWS knows. */
import type { FunctionDefinition } from '../model';
import type { AttributeReads } from './attribute-reads';

/**
 * Returns the variables of served functions that contain a placeholder, one sentence each. ARNs are omitted,
 * because their placeholders have the form of the real ones.
 */
export function describeStandIns(
  functions: readonly FunctionDefinition[],
  reads: AttributeReads,
): readonly string[] {
  const standIns = reads.all.filter((read) => read.attribute !== 'Arn' && reads.isStandIn(read));
  const sentences = functions.flatMap(({ logicalId, environment }) =>
    Object.entries(environment).flatMap(([variable, value]) =>
      standIns
        .filter(({ standIn = '' }) => value.includes(standIn))
        .map(
          ({ of, type, attribute, standIn }) =>
            `${variable} of ${logicalId} has the stand-in "${standIn}": the local run does not know the attribute ${attribute} of ${of} (${type}).`,
        ),
    ),
  );
  return [...new Set(sentences)];
}
