// A host in small: it keeps a value per field, applies the page's edits after a while, and sends whole snapshots.
import type { Field } from '../../src/core/form.ts';
import { toPointer, type Path } from '../../src/core/pointer.ts';
import type { Snapshot, ToHost, ToWebview } from '../../src/protocol.ts';
import { open, type OpenOptions, type Opened } from './open.ts';
import { snapshotOf } from './samples.ts';

export interface OpenedDocument extends Opened {
  /** The value of a text or number field; undefined when the document does not have it. */
  readonly value: (title: string) => string | undefined;
  /** Changes it from elsewhere: undo, another editor. */
  readonly change: (title: string, value: string) => Promise<void>;
  /** Sends a snapshot although nothing has changed. */
  readonly refresh: () => Promise<void>;
  readonly versions: () => number;
}

export interface DocumentOptions extends OpenOptions {
  /** How long an edit takes, in milliseconds. */
  readonly delay?: () => number;
  readonly refuse?: (message: ToHost) => string | undefined;
}

const wait = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

export async function openDocument(fields: readonly Field[], options: DocumentOptions = {}): Promise<OpenedDocument> {
  const { delay = () => Math.random() * 60, refuse } = options;
  const values = new Map<string, string | boolean>();
  for (const field of fields) if ('value' in field && field.present) values.set(toPointer(field.path), field.value);
  let version = 1;
  let queue = Promise.resolve();
  const snapshot = (): Snapshot =>
    snapshotOf(
      fields.map((field) => withValue(field, values)),
      { version },
    );

  async function answer(message: Exclude<ToHost, { type: 'ready' }>, send: (message: ToWebview) => Promise<void>) {
    await wait(delay());
    const refused = refuse?.(message);
    if (refused !== undefined) return send({ type: 'answer', id: message.id, ok: false, message: refused });
    if (message.type === 'set') values.set(toPointer(message.path), message.value);
    if (message.type === 'reset') values.delete(toPointer(message.path));
    if (message.type !== 'command') version++;
    const sendAnswer = () => send({ type: 'answer', id: message.id, ok: true, version });
    const sendSnapshot = () => send(snapshot());
    // The two come in either order.
    const [first, second] = Math.random() < 0.5 ? [sendAnswer, sendSnapshot] : [sendSnapshot, sendAnswer];
    await first();
    await wait(delay() / 4);
    await second();
  }

  const opened = await open({
    snapshot: snapshot(),
    host: (message, send) => {
      queue = queue.then(() => answer(message, send));
    },
    ...options,
  });
  const pathOf = (title: string): Path => fields.find((field) => field.title === title)!.path;
  return {
    ...opened,
    versions: () => version,
    value: (title) => values.get(toPointer(pathOf(title))) as string | undefined,
    refresh: () => opened.send(snapshot()),
    change: (title, value) => {
      values.set(toPointer(pathOf(title)), value);
      version++;
      return opened.send(snapshot());
    },
  };
}

function withValue(field: Field, values: ReadonlyMap<string, string | boolean>): Field {
  const value = values.get(toPointer(field.path));
  if (!('value' in field)) return field;
  return value === undefined
    ? ({ ...field, present: false, value: field.kind === 'switch' ? false : '' } as Field)
    : ({ ...field, present: true, value } as Field);
}
