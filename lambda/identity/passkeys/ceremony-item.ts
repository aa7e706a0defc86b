/** Converts ceremonies to items of the table, and back, and uses them up. */
import { type Attributes, readNumber, toAttributes } from '../../shared/table/attributes';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';
import type { Table } from '../../shared/table/table';
import type { Ceremony, CeremonyPurpose } from './ceremony';

const OWNER = 'A ceremony';

/** Returns the attributes of a ceremony, without its key. */
export function toCeremonyItem(ceremony: Ceremony): Attributes {
  const { purpose, sub, sid, securityVersion, name, validUntil } = ceremony;
  return toAttributes({
    v: SCHEMA_VERSION,
    purpose,
    sub,
    sid,
    securityVersion,
    name,
    validUntil,
    // in seconds, for the table's deletion of expired items, which decides nothing
    expiresAt: Math.ceil(validUntil / 1000),
  });
}

/**
 * Deletes a ceremony of a purpose that has not expired. If the response is lost, a retry inside the SDK no longer finds
 * it, and the user begins again: no ceremony is used twice.
 * @param now epoch milliseconds
 * @returns undefined when there is none, or a parallel use got it
 */
export async function useCeremony(
  table: Pick<Table, 'delete'>,
  key: Attributes,
  purpose: CeremonyPurpose,
  now: number,
): Promise<Ceremony | undefined> {
  const written = await table.delete({
    Key: key,
    ConditionExpression: 'purpose = :purpose AND validUntil > :now',
    ExpressionAttributeValues: toAttributes({ ':purpose': purpose, ':now': now }),
    ReturnValues: 'ALL_OLD',
  });
  if (!written.isApplied) return undefined;
  const ceremony = toCeremony(written.attributes, purpose);
  return ceremony.validUntil > now ? ceremony : undefined;
}

function toCeremony(item: Attributes, purpose: CeremonyPurpose): Ceremony {
  assertReadable(item.v?.N);
  const { sub, sid, securityVersion, name } = item;
  return {
    purpose,
    ...(sub?.S !== undefined && { sub: sub.S }),
    ...(sid?.S !== undefined && { sid: sid.S }),
    ...(securityVersion && { securityVersion: readNumber(item, 'securityVersion', OWNER) }),
    ...(name?.S !== undefined && { name: name.S }),
    validUntil: readNumber(item, 'validUntil', OWNER),
  };
}
