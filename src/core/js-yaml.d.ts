// Types for the parts of js-yaml 4 that we use; the package brings none of its own.
declare module 'js-yaml' {
  export interface TypeOptions {
    readonly kind: 'scalar' | 'sequence' | 'mapping';
    readonly multi?: boolean;
  }
  export interface Type {
    readonly kind: TypeOptions['kind'];
  }
  export const Type: new (tag: string, options: TypeOptions) => Type;
  export interface Schema {
    extend(types: { readonly implicit?: readonly Type[]; readonly explicit?: readonly Type[] }): Schema;
  }
  export const CORE_SCHEMA: Schema;
  export const types: { readonly merge: Type };
  export interface LoadOptions {
    readonly schema?: Schema;
    /** Of two keys with the same name the last counts, as in JSON.parse; without it they are an error. */
    readonly json?: boolean;
    readonly maxDepth?: number;
    readonly maxTotalMergeKeys?: number;
  }
  export function load(text: string, options?: LoadOptions): unknown;
  export function loadAll(text: string, iterator: null, options?: LoadOptions): unknown[];
  export class YAMLException extends Error {
    readonly reason: string;
    readonly mark?: { readonly line: number; readonly column: number; readonly position: number };
  }
}
