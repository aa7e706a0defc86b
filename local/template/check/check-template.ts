/** Validates that a template has the shape that all other readers rely on. */
import { AssemblyError } from '../assembly-error';
import type { Template } from '../template';

/** Sections whose members are objects. */
const SECTIONS = ['Resources', 'Parameters', 'Mappings', 'Outputs'] as const;

/** Whether a value is an object, and not a list, a scalar or null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Returns the template after validation.
 * @param file the file name for the problems
 * @throws AssemblyError with every part that does not have the shape of a template
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function checkTemplate(template: Readonly<Record<string, unknown>>, file: string): Template {
  const problems = SECTIONS.flatMap((section) => {
    const members = template[section];
    if (members === undefined || members === null) return [];
    if (!isObject(members)) return [`${file}: its ${section} are not an object.`];
    return Object.entries(members).flatMap(([name, member]) => {
      const fault =
        section === 'Resources' ? faultOfResource(member) : isObject(member) ? '' : 'is not an object';
      return fault ? [`${file}: ${section}.${name} ${fault}.`] : [];
    });
  });
  if (problems.length > 0) throw new AssemblyError(problems);
  return template as Template;
}

function faultOfResource(resource: unknown): string {
  if (!isObject(resource)) return 'is not an object';
  if (typeof resource.Type !== 'string') return 'has no Type';
  const wrong = ['Properties', 'Metadata'].find((name) => !isObject(resource[name] ?? {}));
  return wrong === undefined ? '' : `has ${wrong} that are not an object`;
}
