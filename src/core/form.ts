// The form of an integration: every entry, its value and what is wrong with it, as plain data for the webview.
import type { Json } from './json.ts';
import type { Path } from './pointer.ts';
import type { Severity } from './problem.ts';

export interface Form {
  readonly tabs: readonly FormTab[];
  /** Properties that no field shows; they stay in the text untouched. */
  readonly unknown: readonly Path[];
}

export interface FormTab {
  readonly id: 'configuration' | 'logging';
  readonly title: string;
  readonly groups: readonly FormGroup[];
}

export interface FormGroup {
  /** The pointer of the object it edits; also its DOM id. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** A note above the fields: "The platform uses the first scheme …". */
  readonly note?: string;
  /** What can be done with what it configures, by the names of the page's commands. */
  readonly commands?: readonly { readonly id: 'openLog' | 'previewLog' | 'sendSyslogTest'; readonly title: string }[];
  readonly fields: readonly Field[];
}

export type Field = TextField | NumberField | SwitchField | ChoiceField | SecretField | RawField;

interface FieldBase {
  readonly path: Path;
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
  /** False when the text does not have the property; then the default is what counts. */
  readonly present: boolean;
  /** Why the field cannot be edited ("Configure syslog in the Advanced View"), absent when it can. */
  readonly disabled?: string;
  readonly problems: readonly FieldProblem[];
}
export interface TextField extends FieldBase {
  readonly kind: 'text';
  readonly value: string;
  readonly default: string;
  readonly multiline: boolean;
}
export interface NumberField extends FieldBase {
  readonly kind: 'number';
  /** The number's own text (a 64-bit number stays what it is); empty when not present. */
  readonly value: string;
  readonly default: string;
  readonly minimum?: number;
  readonly maximum?: number;
}
export interface SwitchField extends FieldBase {
  readonly kind: 'switch';
  readonly value: boolean;
  readonly default: boolean;
}
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly value: string;
  readonly default: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}
/** The value itself never leaves the host: `empty` nothing, `stored` a reference that resolves, `missing` a reference that does not, `platform` the platform's own encrypted or vault reference, `literal` a plain text in the file. */
export interface SecretField extends FieldBase {
  readonly kind: 'secret';
  readonly state: 'empty' | 'stored' | 'missing' | 'platform' | 'literal';
  /** What may be shown: the reference's text, never a literal. */
  readonly shown: string;
  readonly multiline: boolean;
}
/** A value of a shape that has no field of its own (or is of the wrong type): shown as JSON, edited in the Advanced View. */
export interface RawField extends FieldBase {
  readonly kind: 'raw';
  readonly value: string;
}

export interface FieldProblem {
  readonly severity: Severity;
  readonly message: string;
  /** Titles of the quick fixes, by their place in the problem. */
  readonly fixes: readonly string[];
}

/** What an edit in the form may write. */
export type Scalar = Extract<Json, string | number | boolean>;
