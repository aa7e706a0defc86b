/**
 * Writes a template's joined texts as one line each, as `Fn::Sub` would:
 * `https://${Api}.execute-api.${AWS::Region}.…`.
 */
import { isObject } from './find-differences';

/**
 * Returns a copy of a template, or of a part of it. Each `Fn::Join` without delimiter becomes one text where
 * possible.
 */
export function joinTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(joinTexts);
  if (!isObject(value)) return value;
  const text = readJoined(value);
  if (text !== undefined) return { 'Fn::Join': text };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, joinTexts(member)]));
}

function readJoined({ 'Fn::Join': join, ...others }: Readonly<Record<string, unknown>>): string | undefined {
  if (!Array.isArray(join) || Object.keys(others).length > 0) return undefined;
  const [delimiter, parts] = join;
  if (delimiter !== '' || !Array.isArray(parts)) return undefined;
  const texts = parts.map(readPart);
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** Returns a part as text, or undefined if no text can express it. */
function readPart(part: unknown): string | undefined {
  if (typeof part === 'string') return part.includes('${') ? undefined : part;
  if (!isObject(part) || Object.keys(part).length !== 1) return undefined;
  if (typeof part.Ref === 'string') return `\${${part.Ref}}`;
  const { 'Fn::GetAtt': attribute } = part;
  return Array.isArray(attribute) ? `\${${attribute.join('.')}}` : undefined;
}
