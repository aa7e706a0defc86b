/** Replaces positions in a function's code with positions in the sources, in the output of the function. */
import { mapPosition } from './map-position';
import { showPath } from './show-path';

/** Where a function's code and its sources are. */
export interface Places {
  /** The folder of the asset. */
  readonly codePath: string;
  readonly project: string;
}

/** Returns the text with replaced positions. Without a source map, the text is unchanged. */
export function mapPlaces(text: string, { codePath, project }: Places): string {
  // Most output contains no position.
  if (!text.includes(codePath)) return text;
  return text.replace(
    /(?:file:\/\/)?(\/[^\s():"]+\.[cm]?js):(\d+):(\d+)/g,
    (place, file: string, line: string, column: string) => {
      if (!file.startsWith(codePath)) return place;
      const source = mapPosition({ file, line: Number(line), column: Number(column) });
      return source === undefined
        ? place
        : `${showPath(source.file, project)}:${source.line}:${source.column}`;
    },
  );
}
