// Every message between the extension host and the details webview, and the check that each side does on arrival.
import type { Entry, FieldProblem, Form } from './core/form.ts';
import type { Path } from './core/pointer.ts';

/** The host always sends the whole state; the webview draws what it is told and assumes nothing of its own edits. */
export interface Snapshot {
  readonly type: 'snapshot';
  /** The document's version; an edit says which one it was made on. */
  readonly version: number;
  readonly name: string;
  readonly fileName: string;
  /** The model's id as the text names it; empty when it names none. */
  readonly model: string;
  /** Undefined while the text is broken: then `broken` says where. */
  readonly form?: Form;
  readonly broken?: Broken;
  /** Something true of the whole document: an unknown model, a read-only file. */
  readonly notices: readonly Notice[];
  readonly lastTest?: LastTest;
  /** False for read-only documents: fields are shown, not editable. */
  readonly editable: boolean;
  /** Whether something is not saved: of a document that has nothing unsaved, VS Code does not ask before it closes it. */
  readonly dirty: boolean;
  /** What the user may do here. */
  readonly can: { readonly testCall: boolean; readonly clone: boolean; readonly delete: boolean };
}

export interface Broken {
  readonly message: string;
  /** Zero-based. */
  readonly line: number;
  readonly column: number;
}

/** A problem of the whole document; its fixes are asked for under the empty path. */
export type Notice = FieldProblem;

export interface LastTest {
  readonly ok: boolean;
  /** `GET getItems · 200 OK · 12 ms`. */
  readonly summary: string;
  readonly message: string;
}

/** The answer to a message that carries an `id`; a failed one says why, a good one what else there is to know. */
export interface Answer {
  readonly type: 'answer';
  readonly id: number;
  readonly ok: boolean;
  readonly message?: string;
  /** The document's version after the edit: older snapshots still on their way must not overwrite the field. */
  readonly version?: number;
  /** The secret that the user asked to see. */
  readonly value?: string;
}

/** Asks the page to show and focus one field: a problem was clicked elsewhere. */
export interface Reveal {
  readonly type: 'reveal';
  readonly path: Path;
}

export type ToWebview = Snapshot | Answer | Reveal;

export type ToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'set'; readonly id: number; readonly path: Path; readonly value: string | boolean }
  | { readonly type: 'reset'; readonly id: number; readonly path: Path }
  | { readonly type: 'secret'; readonly id: number; readonly path: Path; readonly value: string }
  /** Whether a secret that nothing was said of yet is being typed. */
  | { readonly type: 'typing'; readonly id: number; readonly path: Path; readonly value: boolean }
  /** A text that was pasted over a whole field: a URL is taken apart. */
  | { readonly type: 'paste'; readonly id: number; readonly path: Path; readonly value: string }
  /** Makes a value of several possible kinds one of the kind at this place. */
  | { readonly type: 'choose'; readonly id: number; readonly path: Path; readonly option: number }
  /** All items of a list. */
  | { readonly type: 'items'; readonly id: number; readonly path: Path; readonly value: readonly string[] }
  /** All entries of a map. */
  | { readonly type: 'entries'; readonly id: number; readonly path: Path; readonly value: readonly Entry[] }
  | FileMessage
  | { readonly type: 'showSecret'; readonly id: number; readonly path: Path }
  | {
      readonly type: 'fix';
      readonly id: number;
      readonly path: Path;
      readonly problem: number;
      readonly fix: number;
      /** The snapshot that showed the problem: its places in the list hold for that one only. */
      readonly version: number;
    }
  | { readonly type: 'command'; readonly id: number; readonly command: PageCommand; readonly path?: Path };

/** A certificate or key for a field: its bytes in base64, its address, or neither when the user is to choose a file. */
export interface FileMessage {
  readonly type: 'file';
  readonly id: number;
  readonly path: Path;
  readonly data?: string;
  readonly uri?: string;
}

export const pageCommands = [
  'testCall',
  'clone',
  'delete',
  'advancedView',
  'openModel',
  'showLog',
  'revealInTree',
  'copyPath',
  'addSyslog',
  'openLog',
  'previewLog',
  'sendSyslogTest',
] as const;
export type PageCommand = (typeof pageCommands)[number];

/** No message of ours is longer; a certificate chain pasted into a field is far shorter. */
const longestText = 1_000_000;
const deepestPath = 32;
const longestList = 10_000;

/** What a page said, or undefined for anything that is not exactly one of the messages above. */
export function readToHost(message: unknown): ToHost | undefined {
  if (!isRecord(message)) return undefined;
  if (message['type'] === 'ready') return hasOnly(message, ['type']) ? { type: 'ready' } : undefined;
  const type = message['type'] as Exclude<ToHost['type'], 'ready'>;
  if (!Object.hasOwn(toHostFields, type) || !isIndex(message['id'])) return undefined;
  return toHostFields[type](message) ? (message as unknown as ToHost) : undefined;
}

const toHostFields: Record<Exclude<ToHost['type'], 'ready'>, (message: Record<string, unknown>) => boolean> = {
  set: (m) =>
    hasOnly(m, ['type', 'id', 'path', 'value']) &&
    isPath(m['path']) &&
    (isText(m['value']) || typeof m['value'] === 'boolean'),
  reset: (m) => hasOnly(m, ['type', 'id', 'path']) && isPath(m['path']),
  secret: (m) => hasOnly(m, ['type', 'id', 'path', 'value']) && isPath(m['path']) && isText(m['value']),
  typing: (m) => hasOnly(m, ['type', 'id', 'path', 'value']) && isPath(m['path']) && typeof m['value'] === 'boolean',
  paste: (m) => hasOnly(m, ['type', 'id', 'path', 'value']) && isPath(m['path']) && isText(m['value']),
  choose: (m) => hasOnly(m, ['type', 'id', 'path', 'option']) && isPath(m['path']) && isIndex(m['option']),
  items: (m) => hasOnly(m, ['type', 'id', 'path', 'value']) && isPath(m['path']) && isListOf(m['value'], isText),
  entries: (m) => hasOnly(m, ['type', 'id', 'path', 'value']) && isPath(m['path']) && isListOf(m['value'], isEntry),
  file: (m) =>
    hasOnly(m, ['type', 'id', 'path', 'data', 'uri']) &&
    isPath(m['path']) &&
    ['data', 'uri'].every((key) => m[key] === undefined || isText(m[key])),
  showSecret: (m) => hasOnly(m, ['type', 'id', 'path']) && isPath(m['path']),
  fix: (m) =>
    hasOnly(m, ['type', 'id', 'path', 'problem', 'fix', 'version']) &&
    isPath(m['path']) &&
    ['problem', 'fix', 'version'].every((key) => isIndex(m[key])),
  command: (m) =>
    hasOnly(m, ['type', 'id', 'command', 'path']) &&
    pageCommands.includes(m['command'] as PageCommand) &&
    (m['path'] === undefined || isPath(m['path'])),
};

/** What the host said, or undefined: a page of an older version must not draw half a snapshot of a newer host. */
export function readToWebview(message: unknown): ToWebview | undefined {
  if (!isRecord(message)) return undefined;
  const known =
    message['type'] === 'snapshot'
      ? isSnapshot(message)
      : message['type'] === 'answer'
        ? isIndex(message['id']) && typeof message['ok'] === 'boolean'
        : message['type'] === 'reveal' && isPath(message['path']);
  return known ? (message as unknown as ToWebview) : undefined;
}

/** Down to the fields, because a page that stops half-way through a snapshot shows two documents at once. */
function isSnapshot(message: Record<string, unknown>): boolean {
  const { form, broken } = message;
  return (
    isIndex(message['version']) &&
    ['name', 'fileName', 'model'].every((key) => typeof message[key] === 'string') &&
    typeof message['editable'] === 'boolean' &&
    typeof message['dirty'] === 'boolean' &&
    isRecord(message['can']) &&
    areRecords(message['notices']) &&
    (broken === undefined || isRecord(broken)) &&
    (form === undefined || (isRecord(form) && isForm(form)))
  );
}

function isForm({ tabs, unknown }: Record<string, unknown>): boolean {
  if (!areRecords(tabs) || !Array.isArray(unknown) || !unknown.every(isPath)) return false;
  const groups = tabs.map((tab) => tab['groups']);
  if (!groups.every(areRecords)) return false;
  const fields = groups.flat().map((group) => group['fields']);
  return (
    fields.every(areRecords) && fields.flat().every((field) => isPath(field['path']) && areRecords(field['problems']))
  );
}

const areRecords = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.every(isRecord);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(message: Record<string, unknown>, keys: readonly string[]): boolean {
  return Object.keys(message).every((key) => keys.includes(key));
}

const isIndex = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= longestText;
const isListOf = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length <= longestList && value.every(isItem);
const isEntry = (value: unknown): boolean =>
  isRecord(value) && hasOnly(value, ['key', 'value']) && isText(value['key']) && isText(value['value']);
const isPath = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= deepestPath && value.every((part) => isText(part) || isIndex(part));
