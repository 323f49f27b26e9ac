// What the commands ask for: pulling, pushing and comparing, done by the bundle that is loaded with the platforms.
export interface SyncActions {
  /** `arg` is a row of the tree or a document, `selected` all rows that are selected along with it. */
  pull(arg: unknown, selected: unknown): Promise<void>;
  push(arg: unknown, selected: unknown): Promise<void>;
  compare(arg: unknown, selected: unknown): Promise<void>;
  /** Takes back what a pull or push did, which is chosen. */
  undo(): Promise<void>;
  /** Opens the file that says what belongs to each environment, and makes it where there is none. */
  editEnvironments(): Promise<void>;
  dispose(): void;
}
