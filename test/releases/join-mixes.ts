/** Joins mixes of releases into one app. Each mix has its own API; identical functions of several mixes become one. */
import type { KeyDefinition } from '../../local/template/key-definition';
import type { FunctionDefinition, LocalApp } from '../../local/template/model';

/** Returns an app whose APIs are those of the mixes, in their order. */
export function joinMixes(mixes: readonly LocalApp[]): LocalApp {
  const [first] = mixes;
  if (first === undefined) throw new Error('There must be a mix');
  const functions = new Map<string, FunctionDefinition>();
  const keys = new Map<string, KeyDefinition>();
  const apis = mixes.flatMap((mix) => {
    const arns = new Map<unknown, string>();
    for (const definition of mix.functions) {
      const content = JSON.stringify(definition);
      // a number at the end, as in the ARN of a version
      const arn = functions.get(content)?.arn ?? `${definition.arn}:${functions.size + 1}`;
      functions.set(content, { ...definition, arn });
      arns.set(definition.arn, arn);
    }
    for (const key of mix.keys) keys.set(key.keyId, key);
    return mix.apis.map((api) =>
      JSON.parse(JSON.stringify(api), (_, value: unknown) => arns.get(value) ?? value),
    );
  });
  return { ...first, apis, functions: [...functions.values()], keys: [...keys.values()] };
}
