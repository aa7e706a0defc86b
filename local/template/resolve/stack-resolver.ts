/** Resolves the intrinsics of one stack's template for this machine. */

import type { AttributeRead } from '../custom/attribute-reads';
import type { StackFiles } from '../stack-files';
import type { TemplateResource } from '../template';
import { evaluateCondition, type IntrinsicScope, intrinsics } from './intrinsics';
import { isKnownType, type NamingInput, nameAttribute, nameResource } from './physical-names';

/** An output of a nested stack; the value is undefined if the stack does not declare it. */
export interface NestedOutput {
  readonly value: unknown;
}

/** The dependencies of a stack's resolver. */
export interface StackResolverOptions {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly urlSuffix: string;
  readonly physicalId?: ((logicalId: string, type: string) => string | undefined) | undefined;
  /** Returns the value that another stack exports under a name, or undefined. */
  readonly exported: (name: string) => unknown;
  /**
   * Returns the value that the enclosing stack passes for a parameter, or undefined.
   * @default - parameters have their default values
   */
  readonly given?: (name: string) => unknown;
  /**
   * Returns an output of a stack that is nested in this one; undefined if there is no such stack.
   * @default - there are no nested stacks
   */
  readonly output?: (logicalId: string, name: string) => NestedOutput | undefined;
  /** Returns the response of a custom resource, or undefined. @default - no custom resource has answered */
  readonly answered?: ((read: AttributeRead) => string | undefined) | undefined;
  /** Receives each problem of this stack. */
  readonly report: (problem: string) => void;
}

/** One stack with the means to resolve its intrinsics. */
export interface StackResolver {
  readonly stack: StackFiles;
  /** The resources whose condition is true. */
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** Resolves a value of the template. Problems are reported for the resource that contains the value. */
  resolve(value: unknown, logicalId: string): unknown;
  ref(logicalId: string): string;
  attribute(logicalId: string, attribute: string): string;
  /** Whether a part of a resource could not be resolved so far. This is already reported. */
  hasFailed(logicalId: string): boolean;
}

/** Creates the resolver of a stack. */
export function createStackResolver(stack: StackFiles, options: StackResolverOptions): StackResolver {
  const { template } = stack;
  const all = template.Resources ?? {};
  const conditions = new Map<string, boolean | 'pending'>();
  const refs = new Map<string, string | 'pending'>();
  const failed = new Set<string>();
  let subject = '';

  const fail = (problem: string): undefined => {
    failed.add(subject);
    options.report(`${subject || stack.stackName}: ${problem}.`);
    return undefined;
  };

  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': options.accountId,
    'AWS::Region': options.region,
    'AWS::Partition': options.partition,
    'AWS::URLSuffix': options.urlSuffix,
    'AWS::StackName': stack.stackName,
    'AWS::StackId': `arn:${options.partition}:cloudformation:${options.region}:${options.accountId}:stack/${stack.stackName}/00000000-0000-4000-8000-000000000000`,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': undefined,
  };

  function namingOf(logicalId: string, resource: TemplateResource): NamingInput {
    return {
      logicalId,
      type: resource.Type,
      stackName: stack.stackName,
      partition: options.partition,
      region: options.region,
      accountId: options.accountId,
      property: (name) => {
        const value = resolve(resource.Properties?.[name]);
        return typeof value === 'string' ? value : undefined;
      },
    };
  }

  function refOf(logicalId: string, resource: TemplateResource): string | undefined {
    const known = refs.get(logicalId);
    if (known === 'pending') return fail(`${logicalId} is named by way of itself`);
    if (known !== undefined) return known;
    refs.set(logicalId, 'pending');
    const name =
      options.physicalId?.(logicalId, resource.Type) ?? nameResource(namingOf(logicalId, resource));
    refs.set(logicalId, name);
    return name;
  }

  function parameter(name: string): unknown {
    const declared = template.Parameters?.[name];
    const value = options.given?.(name) ?? declared?.Default;
    if (value === undefined) return fail(`parameter ${name} has no default value`);
    if (declared?.Type?.startsWith('AWS::SSM::'))
      return fail(`parameter ${name} can be read only on AWS (SSM)`);
    return declared?.Type?.includes('List') && typeof value === 'string' ? value.split(',') : value;
  }

  const scope: IntrinsicScope = {
    resolve,
    fail,
    ref(name) {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      if (Object.hasOwn(template.Parameters ?? {}, name)) return parameter(name);
      const resource = all[name];
      return resource === undefined
        ? fail(`refers to ${name}, which the stack does not hold`)
        : refOf(name, resource);
    },
    attribute(logicalId, attribute) {
      const resource = all[logicalId];
      if (resource === undefined) return fail(`refers to ${logicalId}, which the stack does not hold`);
      const output = /^Outputs\.(.+)$/.exec(attribute)?.[1];
      const nested = output === undefined ? undefined : options.output?.(logicalId, output);
      if (nested !== undefined) {
        return nested.value ?? fail(`asks ${logicalId} for the output ${output}, which it does not have`);
      }
      const ref = refOf(logicalId, resource);
      if (ref === undefined) return undefined;
      const value = nameAttribute(namingOf(logicalId, resource), ref, attribute);
      const read = { stackName: stack.stackName, by: subject, of: logicalId, type: resource.Type, attribute };
      const answered = isKnownType(resource.Type)
        ? undefined
        : options.answered?.({ ...read, standIn: value });
      return (
        answered ??
        value ??
        fail(`asks ${logicalId} for ${attribute}, which ${resource.Type} does not have here`)
      );
    },
    condition(name) {
      const known = conditions.get(name);
      if (typeof known === 'boolean') return known;
      if (known === 'pending' || template.Conditions?.[name] === undefined) {
        fail(`condition ${name} ${known === 'pending' ? 'is defined by way of itself' : 'is not defined'}`);
        return false;
      }
      conditions.set(name, 'pending');
      const holds = evaluateCondition(template.Conditions[name], scope);
      conditions.set(name, holds);
      return holds;
    },
    mapping: (map, top, second) =>
      template.Mappings?.[map]?.[top]?.[second] ?? fail(`mapping ${map} has no entry ${top}.${second}`),
    exported: (name) =>
      options.exported(name) ?? fail(`imports ${name}, which no stack of the assembly exports`),
  };

  function resolve(value: unknown): unknown {
    if (typeof value === 'string' && value.includes('{{resolve:')) {
      return fail('uses a dynamic reference ({{resolve:…}}), which only AWS can resolve');
    }
    if (Array.isArray(value)) return value.map(resolve).filter((member) => member !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (first !== undefined && entries.length === 1) {
      const intrinsic = intrinsics.get(first[0]);
      if (intrinsic !== undefined) return intrinsic(first[1], scope);
      if (/^Fn::/.test(first[0])) return fail(`uses ${first[0]}, which is not known`);
    }
    return Object.fromEntries(
      entries.map(([name, member]) => [name, resolve(member)]).filter(([, member]) => member !== undefined),
    );
  }

  function about<Value>(logicalId: string, action: () => Value): Value {
    const before = subject;
    subject = logicalId;
    try {
      return action();
    } finally {
      subject = before;
    }
  }

  const present = Object.entries(all).filter(
    ([logicalId, { Condition }]) =>
      Condition === undefined || about(logicalId, () => scope.condition(Condition)),
  );
  return {
    stack,
    resources: new Map(present),
    resolve: (value, logicalId) => about(logicalId, () => resolve(value)),
    ref: (logicalId) => about(logicalId, () => String(scope.ref(logicalId) ?? '')),
    attribute: (logicalId, attribute) =>
      about(logicalId, () => String(scope.attribute(logicalId, attribute) ?? '')),
    hasFailed: (logicalId) => failed.has(logicalId),
  };
}
