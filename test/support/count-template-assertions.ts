/**
 * Makes assertions on a CDK template count for `expect-assertions.js`. They throw, but do not call `expect`.
 */
import { Template } from 'aws-cdk-lib/assertions';

const ASSERTIONS = [
  'allResources',
  'allResourcesProperties',
  'hasCondition',
  'hasMapping',
  'hasOutput',
  'hasParameter',
  'hasResource',
  'hasResourceProperties',
  'resourceCountIs',
  'resourcePropertiesCountIs',
  'templateMatches',
] as const;

// biome-ignore lint/suspicious/noExplicitAny: handed on as they are
type Assertion = (this: Template, ...args: any[]) => void;

/** The suites of a worker may share the CDK, but each has its own `expect`. */
const ORIGINAL = Symbol.for('latchkey.original-assertion');

// Scripts create templates, too.
if (typeof expect === 'function') {
  for (const name of ASSERTIONS) {
    const found = Template.prototype[name] as Assertion & { [ORIGINAL]?: Assertion };
    const original = found[ORIGINAL] ?? found;
    const counted: Assertion = function (...args) {
      original.apply(this, args);
      expect(name).toBe(name);
    };
    Template.prototype[name] = Object.assign(counted, { [ORIGINAL]: original });
  }
}
