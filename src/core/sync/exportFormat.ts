// The text that Itential's command line tool (`ipctl export integration`) writes of a service document, byte for byte.
import { serviceKeys } from '../advanced/sortKeys.ts';
import { isMap, readExact } from '../exact.ts';
import { asObject, asString, get, type Json, type JsonObject } from '../json.ts';
import { prettyJson } from '../prettyJson.ts';
import { plainNumbers } from './numbers.ts';

/**
 * A Go struct of ten members, each always there, marshalled with an indent of four spaces and no line break at the end;
 * maps in the order of their keys (ipctl: pkg/services/integrations.go, internal/utils/path.go). Numbers keep digits that
 * Go's doubles would lose.
 */
export function exportText(service: JsonObject): string {
  const layout = { sorted: true, escaped: true };
  const members = serviceKeys.map((key) => {
    const text = prettyJson(member(service, key), layout).replaceAll('\n', '\n    ');
    return `    ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${members.join(',\n')}\n}`;
}

/** Whether a text is what the tool would write of it. */
export function isExportText(text: string): boolean {
  const value = readExact(text);
  return value !== undefined && isMap(value) && exportText(value) === text;
}

/** The zero value of its Go type where there is none. */
function member(service: JsonObject, key: string): Json {
  const value = get(service, key);
  if (key === 'name' || key === 'type' || key === 'model') return asString(value) ?? '';
  if (key === 'isEncrypted' || key === 'virtual' || key === 'profiling') return value === true;
  return isMap(value) ? plainNumbers(asObject(value)) : null;
}
