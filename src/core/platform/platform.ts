// An Itential Platform as the rest of the extension sees it: what it holds, what may be done, and why something was refused.
import type { Json, JsonObject } from '../json.ts';
import type { Outcome } from '../request.ts';
import type { Permission, Permissions } from '../permissions.ts';

/** A platform and how to sign in to it; no secret is part of it. */
export interface PlatformConnection {
  /** Lowercase letters, digits and hyphens: the authority of its documents' addresses. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Without a slash at the end: `https://platform.example.com:3443`. */
  readonly url: string;
  readonly signIn: PlatformSignIn;
  /** False accepts any server certificate. */
  readonly rejectUnauthorized: boolean;
  readonly tls?: ConnectionFiles;
}

/** Paths of files on this machine; the passphrase of a key is kept with the secrets. */
export interface ConnectionFiles {
  /** Certificate authorities (PEM) that vouch for this platform beside those that the machine trusts. */
  readonly authority?: string;
  /** The client certificate (PEM), and its key where that is a file of its own. */
  readonly certificate?: string;
  readonly key?: string;
  /** Both in a PKCS #12 file instead. */
  readonly pfx?: string;
}

/** A session by user and password (`/login`), HTTP basic on every call, or OAuth client credentials (`/oauth/token`). */
export type PlatformSignIn =
  | { readonly way: 'session' | 'basic'; readonly username: string }
  | { readonly way: 'oauth'; readonly clientId: string };

export interface PlatformUser {
  readonly username: string;
  /** Undefined where the platform did not say what the user may do: then everything is tried. */
  readonly permissions: Permissions | undefined;
  /** `6.5.2`; empty where the platform did not say. */
  readonly version: string;
}

export interface RemoteIntegration {
  readonly name: string;
  /** The model's `title:version`; empty where the document names none. */
  readonly modelId: string;
}

export interface RemoteModel {
  /** `title:version` */
  readonly id: string;
  readonly description: string;
}

/** Why the platform (or the way to it) did not do what was asked. */
export interface Refusal {
  readonly kind: 'unreachable' | 'signed-out' | 'denied' | 'missing' | 'exists' | 'invalid' | 'failed';
  /** One or two sentences for people, free of secrets. */
  readonly message: string;
  /** The permission that is missing, for `denied`. */
  readonly permission?: Permission;
  /** Of `unreachable`: a few words that name no address. */
  readonly short?: string;
  /** Of `invalid`: what is wrong, with JSON pointers into what was sent. */
  readonly faults?: readonly Fault[];
  /** The status that it came with. */
  readonly status?: number;
  /** The platform does not accept the secret: who sends it again and again gets the user locked out. */
  readonly isRefused?: boolean;
}

export interface Fault {
  /** JSON pointer (RFC 6901); empty for the whole. */
  readonly pointer: string;
  readonly message: string;
}

export type Answered<T> = Promise<Outcome<T, Refusal>>;

/** Calls of one platform as one user. Each rejects only with the abort reason of its signal. */
export interface Platform {
  /**
   * Signs in anew, also where a session is open, and reads who the user is. `insisting`: also with a secret that was
   * refused, because the user says so.
   */
  signIn(signal: AbortSignal, insisting?: boolean): Answered<PlatformUser>;
  /** All of them, page by page; `onPage` tells how many of how many are there. */
  integrations(signal: AbortSignal, onPage?: OnPage): Answered<readonly RemoteIntegration[]>;
  models(signal: AbortSignal, onPage?: OnPage): Answered<readonly RemoteModel[]>;
  /** The service document, its numbers as they were written. */
  integration(name: string, signal: AbortSignal): Answered<JsonObject>;
  /** JSON pointers into the connection configuration of what the platform encrypts; empty where it does not say. */
  secretPointers(name: string, signal: AbortSignal): Answered<readonly string[]>;
  /** The document that was made. The platform may answer with an older one of the same model: then it is `exists`. */
  createIntegration(service: JsonObject, signal: AbortSignal): Answered<JsonObject>;
  updateIntegration(name: string, service: JsonObject, signal: AbortSignal): Answered<JsonObject>;
  /** Replaces the connection configuration alone; give all of its keys. */
  updateProperties(name: string, configuration: JsonObject, signal: AbortSignal): Answered<JsonObject>;
  deleteIntegration(name: string, signal: AbortSignal): Answered<undefined>;
  /** The OpenAPI document's bytes, unwrapped. */
  exportModel(id: string, signal: AbortSignal): Answered<Uint8Array>;
  /** The id that the platform gave it. */
  createModel(document: Uint8Array, signal: AbortSignal): Answered<string>;
  /** In place; the document says which model it is. Where it was measured, the platform refused a changed one. */
  updateModel(document: Uint8Array, signal: AbortSignal): Answered<undefined>;
  /** Resolves when the platform no longer shows it, or after some seconds. */
  deleteModel(id: string, signal: AbortSignal): Answered<undefined>;
  /** What the platform finds wrong with a document; empty for a good one. */
  validateModel(document: Uint8Array, signal: AbortSignal): Answered<readonly Fault[]>;
  /** The adapters' way, of which it is not documented that it takes integrations. */
  setLogLevel(name: string, level: LogLevel, signal: AbortSignal): Answered<undefined>;
}

export type OnPage = (count: number, total: number) => void;

export interface LogLevel {
  readonly transport: 'file' | 'console' | 'syslog';
  readonly level: string;
}

/** What a call sends as JSON. */
export type Body = Json;
