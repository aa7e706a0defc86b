/** Reads KMS keys with their policies. */
import type { AssemblyView } from '../assembly-view';
import type { KeyDefinition } from '../key-definition';
import { readPolicy } from '../policies/read-policy';
import { textOf } from '../resolve/property';

/** Reads all keys. */
export function readKeys(view: AssemblyView): readonly KeyDefinition[] {
  return view.ofType('AWS::KMS::Key').map((key) => {
    const properties = key.properties();
    const policy =
      properties.KeyPolicy === undefined ? undefined : readPolicy(view, key.logicalId, properties.KeyPolicy);
    return {
      logicalId: key.logicalId,
      keyId: key.ref,
      arn: key.attribute('Arn'),
      spec: textOf(properties, 'KeySpec') ?? 'SYMMETRIC_DEFAULT',
      usage: textOf(properties, 'KeyUsage') ?? 'ENCRYPT_DECRYPT',
      ...(policy !== undefined && { policy }),
    };
  });
}
