/** Turns places in a function's code, as they stand in what it writes, into places in the sources. */
import { mapPosition } from './map-position';
import { showPath } from './show-path';

/** Where a function's code and its sources are. */
export interface Places {
  /** The asset's folder. */
  readonly codePath: string;
  readonly project: string;
}

/** Changes nothing where there is no source map. */
export function mapPlaces(text: string, { codePath, project }: Places): string {
  // nearly everything that functions write names no place
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
