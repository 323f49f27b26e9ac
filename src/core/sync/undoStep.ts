// One step of a pull or push as it is kept until somebody takes it back: noted before it is taken.
import { asArray, asString, get, type Json } from '../json.ts';
import type { SecretValues } from '../platform/backup.ts';
import { secretsBy, type IsSecret } from '../platform/hidden.ts';
import {
  forgetSecrets,
  readRecord,
  readSecrets,
  recordBytes,
  writeSecrets,
  type Records,
} from '../platform/records.ts';
import { readBase, type Base } from './base.ts';
import { cutOut, type CutText } from './cutText.ts';

/** What stands in a place, for a signature. */
export type Content = string | Uint8Array;

/** What a step changes. */
export interface NewStep {
  readonly what: 'integration' | 'model';
  readonly name: string;
  /** The address of its file, in a folder. */
  readonly file?: string | undefined;
  /** The JSON text that stands there; none where something is made. */
  readonly before?: string;
  readonly isSecret?: IsSecret;
  /** The JSON text that takes its place: secrets that it has unchanged are not kept. */
  readonly still?: string;
  /** The content that is to stand there; none where something is removed. */
  readonly after?: Content;
  /** What both homes had before. */
  readonly base?: Base | undefined;
  /** The copy in the journal of what is deleted. */
  readonly deleted?: string | undefined;
}

export interface UndoStep extends Omit<NewStep, 'before' | 'isSecret' | 'still' | 'after'> {
  readonly before?: CutText;
  /** The signature of what stands there since. */
  readonly after?: string;
  /** What was cut out of `before` and stands nowhere else. */
  readonly values: SecretValues;
  /** By JSON pointer, what the run knew of the secrets that the platform hides. */
  readonly hidden: SecretValues;
}

/** Where a run under way notes what it does. */
export interface UndoLog {
  /** Before a step is taken. */
  begin(step: NewStep): Promise<BegunStep>;
}

export interface BegunStep {
  /** It was taken, and this stands there: of what a platform makes of a document, nobody knows before. */
  done(after?: Content, hidden?: SecretValues): Promise<void>;
  /** It was not taken. */
  drop(): Promise<void>;
}

export const isStep = (name: string): boolean => /^\d+s?\.json$/.test(name);
/** The name says whether secrets are kept apart. */
export const hasSecrets = (name: string): boolean => name.includes('s.');
const secretsId = (run: string, name: string): string => `${run}/${name}`;

export async function noteStep(
  records: Records,
  run: string,
  number: number,
  { before, isSecret = secretsBy([]), still, after, ...known }: NewStep,
  sign: (content: Content) => string,
): Promise<BegunStep> {
  const cut = before === undefined ? undefined : cutOut(before, isSecret, still);
  const values: SecretValues = cut?.values ?? new Map<string, string>();
  const write = async (content: typeof after, hidden: SecretValues): Promise<string> => {
    const name = `${number}${values.size + hidden.size > 0 ? 's' : ''}.json`;
    // First the secrets: a record without them would promise more than it holds.
    const secrets = new Map(Object.entries({ values, hidden }));
    if (hasSecrets(name)) await writeSecrets(records, secretsId(run, name), secrets);
    const signed = content !== undefined && { after: sign(content) };
    await records.files.write(name, recordBytes({ ...known, ...(cut && { before: cut.kept }), ...signed }));
    return name;
  };
  let name = await write(after, new Map());
  return {
    async done(content = after, hidden = new Map()) {
      if (content === after && hidden.size === 0) return;
      const begun = name;
      name = await write(content, hidden);
      if (name !== begun) await dropStep(records, run, begun);
    },
    drop: () => dropStep(records, run, name),
  };
}

export async function dropStep(records: Records, run: string, name: string): Promise<void> {
  await records.files.delete(name);
  if (hasSecrets(name)) await forgetSecrets(records, secretsId(run, name));
}

/** `broken`: it is there and is no step; `locked`: its file gives nothing, perhaps only now. */
export type NoStep = 'broken' | 'locked';

/** Undefined for one that is gone. */
export async function readStep(records: Records, run: string, name: string): Promise<UndoStep | NoStep | undefined> {
  const value = await readRecord(records, name);
  if (value === undefined) {
    if (!(await records.files.names()).includes(name)) return undefined;
    return (await records.files.read(name)) === undefined ? 'locked' : 'broken';
  }
  const apart = hasSecrets(name) ? await readSecrets(records, secretsId(run, name)) : new Map<string, SecretValues>();
  const text = (key: string): string | undefined => asString(get(value, key));
  const [file, after, deleted, before] = [text('file'), text('after'), text('deleted'), get(value, 'before')];
  const base = readBase(get(value, 'base'));
  return {
    what: text('what') === 'model' ? 'model' : 'integration',
    name: text('name') ?? '',
    values: apart.get('values') ?? new Map(),
    hidden: apart.get('hidden') ?? new Map(),
    ...(file !== undefined && { file }),
    ...(after !== undefined && { after }),
    ...(deleted !== undefined && { deleted }),
    ...(base && { base }),
    ...(before !== undefined && { before: readCut(before) }),
  };
}

function readCut(value: Json): CutText {
  const cuts = asArray(get(value, 'cuts')).map((each): readonly [number, string] => {
    const [offset, pointer] = asArray(each);
    return [Number(offset), asString(pointer) ?? ''];
  });
  return { text: asString(get(value, 'text')) ?? '', cuts };
}
