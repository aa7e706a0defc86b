/**
 * Removes the places in packages from a source map, which are most of it. Stack traces then show the places of the project's own
 * code, and those in the bundle for the code of packages. The list of sources stays complete.
 */
import { decode, encode } from '@jridgewell/sourcemap-codec';

/**
 * @param {{ sources: string[], names: string[], mappings: string }} map
 * @see https://tc39.es/ecma426/ segments of one field end the place before them
 */
export function trimSourceMap(map) {
  const isOwn = map.sources.map((source) => !source.includes('node_modules/'));
  const names = new Map();
  /** Returns the index of a name among those that are left. */
  const indexOf = (name) => {
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name);
  };
  let hasPlace = false;
  const lines = decode(map.mappings).map((line) =>
    line.flatMap(([column, source, sourceLine, sourceColumn, name]) => {
      const hadPlace = hasPlace;
      hasPlace = source !== undefined && isOwn[source];
      if (!hasPlace) return hadPlace ? [[column]] : [];
      const place = [column, source, sourceLine, sourceColumn];
      return [name === undefined ? place : [...place, indexOf(map.names[name])]];
    }),
  );
  // with an empty last line: Node takes a segment of one field at the very end for a place
  return { ...map, mappings: encode([...lines, []]), names: [...names.keys()] };
}
