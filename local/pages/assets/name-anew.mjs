/** A plugin of Swagger UI: the examples of bodies name somebody new at each visit, since a name can be registered once. */

/** As many as are never met twice in one table. */
const NAMES = 36 ** 6;

function rename(example, suffix) {
  if (typeof example?.username !== 'string') return example;
  return { ...example, username: `${example.username}-${suffix}` };
}

function renameIn(operation, suffix) {
  for (const media of Object.values(operation?.requestBody?.content ?? {})) {
    const { schema, example } = media;
    if (example !== undefined) media.example = rename(example, suffix);
    if (Array.isArray(schema?.examples)) {
      schema.examples = schema.examples.map((example) => rename(example, suffix));
    }
  }
}

export function nameAnew() {
  const suffix = Math.floor(Math.random() * NAMES).toString(36);
  const updateJsonSpec = (original) => (document) => {
    const renamed = structuredClone(document);
    for (const item of Object.values(renamed.paths ?? {})) {
      for (const operation of Object.values(item)) renameIn(operation, suffix);
    }
    return original(renamed);
  };
  return { statePlugins: { spec: { wrapActions: { updateJsonSpec } } } };
}
