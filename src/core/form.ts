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
  /** One of several blocks of which only one counts: the form shows the one that is chosen. */
  readonly alternative?: Alternative;
  /** A note above the fields: "The platform uses the first scheme …". */
  readonly note?: string;
  /** What can be done with what it configures, by the names of the page's commands. */
  readonly commands?: readonly { readonly id: 'openLog' | 'previewLog' | 'sendSyslogTest'; readonly title: string }[];
  readonly fields: readonly Field[];
}

export interface Alternative {
  /** The same for all that exclude each other; the choice is remembered under it. */
  readonly of: string;
  /** The same for all groups of one block, and stable. */
  readonly id: string;
  /** What is chosen: "Scheme". */
  readonly title: string;
  /** What this one is called in the choice. */
  readonly label: string;
}

export type Field =
  | TextField
  | UrlField
  | PemField
  | NumberField
  | SwitchField
  | ChoiceField
  | ListField
  | MapField
  | SecretField
  | OneOfField
  | RawField;

interface FieldBase {
  readonly path: Path;
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
  /** False when the text does not have the property; then the default is what counts. */
  readonly present: boolean;
  /** Why the field cannot be edited ("Configure syslog in the Advanced View"), absent when it can. */
  readonly disabled?: string;
  /** The user may not change it; what is said of the whole document tells why. */
  readonly locked?: true;
  readonly problems: readonly FieldProblem[];
  /** What was read out of the value: a certificate's subject and dates. */
  readonly details?: readonly Detail[];
}
export interface TextField extends FieldBase {
  readonly kind: 'text';
  readonly value: string;
  readonly default: string;
  readonly multiline: boolean;
  /** Takes a whole URL that is pasted into it apart: protocol, port and base path go to their own fields. */
  readonly splitsUrl?: true;
}
/** An absolute URL (RFC 3986), or a reference to one. */
export interface UrlField extends FieldBase {
  readonly kind: 'url';
  readonly value: string;
  readonly default: string;
}
/** Certificates as PEM (RFC 7468), typed, pasted, dropped or chosen as a file. */
export interface PemField extends FieldBase {
  readonly kind: 'pem';
  readonly value: string;
  readonly default: string;
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
/** An array of texts, numbers or choices. */
export interface ListField extends FieldBase {
  readonly kind: 'list';
  /** Numbers as their own digits. */
  readonly items: readonly string[];
  readonly default: readonly string[];
  readonly itemKind: 'text' | 'number';
  /** Where items are of a fixed set; empty when any will do. */
  readonly options: readonly string[];
}
/** An object whose keys are the user's own. */
export interface MapField extends FieldBase {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}
/** The value itself stays in the host until the user asks to see it: `empty` nothing, `stored` a reference that resolves, `missing` a reference that does not, `platform` the platform's own encrypted or vault reference, `literal` a plain text in the file. */
export interface SecretField extends FieldBase {
  readonly kind: 'secret';
  readonly state: 'empty' | 'stored' | 'missing' | 'platform' | 'literal';
  /** What may be shown: the reference's text, never a literal. */
  readonly shown: string;
  readonly multiline: boolean;
  /** Set for a private key as PEM (RFC 7468): it may be dropped or chosen as a file. */
  readonly pem?: true;
}
/** A value that may be of several kinds (JSON Schema `oneOf`, `anyOf`, several types). */
export interface OneOfField extends FieldBase {
  readonly kind: 'oneOf';
  readonly options: readonly OneOfOption[];
  /** The place of the option that the value fits, else of the one that the default fits; undefined: none. */
  readonly chosen?: number;
  /** Edits the value as the chosen option has it; absent for an option that is one value only. */
  readonly inner?: Exclude<Field, OneOfField>;
  readonly isModified: boolean;
  readonly hasDefault: boolean;
}
export interface OneOfOption {
  readonly label: string;
  /** What is written when it is chosen. */
  readonly start: Json;
}
/** A value of a shape that has no field of its own (or is of the wrong type): shown as JSON, edited in the Advanced View. */
export interface RawField extends FieldBase {
  readonly kind: 'raw';
  readonly value: string;
}

/** A value that is not a text is shown, and written, as its JSON. */
export interface Entry {
  readonly key: string;
  readonly value: string;
}

export interface Detail {
  readonly label: string;
  readonly value: string;
  readonly state: 'plain' | 'good' | 'warning' | 'error';
}

export interface FieldProblem {
  readonly severity: Severity;
  readonly message: string;
  /** Titles of the quick fixes, by their place in the problem. */
  readonly fixes: readonly string[];
}

/** What an edit in the form may write. */
export type Scalar = Extract<Json, string | number | boolean>;
