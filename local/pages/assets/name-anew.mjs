/**
 * A plugin of Swagger UI that gives the examples new usernames at each visit, because a username can be used
 * only once.
 */

/** Enough names that duplicates in one table are unlikely. */
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
