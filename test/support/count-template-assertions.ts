/** Lets assertions on a CDK template count as assertions, for `expect-assertions.js`: they throw, and call no `expect`. */
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

/** The CDK may be shared by the suites of a worker, each of which has an `expect` of its own. */
const ORIGINAL = Symbol.for('latchkey.original-assertion');

// templates are made by scripts, too
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
