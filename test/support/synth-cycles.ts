/** Finds resources of a template that wait for each other. */

type Resources = Record<string, { readonly DependsOn?: string | string[]; readonly Properties?: unknown }>;

/** Returns the logical ids of a cycle of references, or an empty list. */
export function findCycle(resources: Resources): string[] {
  const finished = new Set<string>();
  const visit = (id: string, trail: readonly string[]): string[] => {
    if (trail.includes(id)) return [...trail.slice(trail.indexOf(id)), id];
    if (finished.has(id)) return [];
    for (const next of referencesOf(resources[id])) {
      const cycle = next in resources ? visit(next, [...trail, id]) : [];
      if (cycle.length > 0) return cycle;
    }
    finished.add(id);
    return [];
  };
  return Object.keys(resources)
    .map((id) => visit(id, []))
    .reduce((found, cycle) => (found.length > 0 ? found : cycle), []);
}

function referencesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, argument]) => {
    if (name === 'Ref' || name === 'DependsOn') return [argument].flat() as string[];
    if (name === 'Fn::GetAtt') return [String([argument].flat()[0]).split('.')[0] ?? ''];
    if (name === 'Fn::Sub') {
      return [...JSON.stringify(argument).matchAll(/\$\{(\w+)/g)].map((match) => match[1] ?? '');
    }
    return referencesOf(argument);
  });
}
