// Gives VS Code the files of this machine as a file system of its own, which nobody searches for it: a virtual workspace.
const { promises: fs } = require('node:fs');
const vscode = require('vscode');

const known = (work) =>
  work.catch((error) => {
    throw error.code === 'ENOENT' ? vscode.FileSystemError.FileNotFound(error.path) : error;
  });
const typeOf = (entry) => (entry.isDirectory() ? vscode.FileType.Directory : vscode.FileType.File);

exports.activate = ({ subscriptions }) => {
  const changed = new vscode.EventEmitter();
  const tell = (type, uri) => changed.fire([{ type, uri }]);
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: async ({ path }) => {
      const stat = await known(fs.stat(path));
      return { type: typeOf(stat), ctime: stat.ctimeMs, mtime: stat.mtimeMs, size: stat.size };
    },
    readDirectory: async ({ path }) =>
      (await known(fs.readdir(path, { withFileTypes: true }))).map((entry) => [entry.name, typeOf(entry)]),
    readFile: ({ path }) => known(fs.readFile(path)),
    writeFile: async (uri, bytes) => {
      await fs.writeFile(uri.path, bytes);
      tell(vscode.FileChangeType.Changed, uri);
    },
    createDirectory: ({ path }) => fs.mkdir(path),
    delete: async (uri) => {
      await known(fs.rm(uri.path, { recursive: true }));
      tell(vscode.FileChangeType.Deleted, uri);
    },
    rename: (from, to) => known(fs.rename(from.path, to.path)),
  };
  subscriptions.push(vscode.workspace.registerFileSystemProvider('virtual', provider));
};
