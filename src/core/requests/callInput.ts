// What a call is given: values for an operation's parameters, and its body as text, as a value or as a file.
import type { Json } from '../json.ts';
import type { Parameter } from '../model.ts';

export interface CallInput {
  readonly parameters: readonly GivenParameter[];
  /** One of the operation's own; without it the one that its detail was read with. */
  readonly contentType?: string;
  /** Instead of all content types of the 2xx responses. */
  readonly accept?: string;
  /** A text is sent byte for byte; only for a form that it spells as a JSON object it is a value. */
  readonly body?: string | BodyValue | BodyFile;
  /** Sends what does not fit the model too, also parameters that it does not declare. */
  readonly unchecked?: boolean;
}

export interface GivenParameter {
  readonly in: Parameter['in'];
  readonly name: string;
  /** Its numbers may keep their digits: see `readExact`. */
  readonly value: Json;
}

/** Written in the form of the content type: as JSON, as form fields, as parts, as text. */
export interface BodyValue {
  readonly value: Json;
  /** Fields of a multipart form whose content is a file. */
  readonly files?: readonly FilePart[];
  /** Of the parts, by their names. */
  readonly partHeaders?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface BodyFile {
  readonly file: InputFile;
}

export interface InputFile {
  /** As the user named it; its last part is the file name that a server gets to see. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  readonly filename?: string;
}

export interface FilePart extends InputFile {
  readonly field: string;
}

export const isBodyFile = (body: CallInput['body']): body is BodyFile => typeof body === 'object' && 'file' in body;
