import assert from 'node:assert/strict';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  commandNeeds,
  titleCommands,
  type CommandNeeds,
  type PlatformCommand,
  type Target,
} from '../../src/core/platform/commandNeeds.ts';
import { parseWhen, type Context } from '../help/whenClause.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Menu {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}
interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly icon: string;
  readonly keywords: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: string; readonly description: string } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly submenus: readonly { readonly id: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
    readonly customEditors: readonly { readonly viewType: string; readonly priority: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly object[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}
const manifest = JSON.parse(read('package.json')) as Manifest;
const nls = JSON.parse(read('package.nls.json')) as Record<string, string>;
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command).sort();
const views = Object.values(contributes.views)
  .flat()
  .map(({ id }) => id);
/** VS Code gives each view a command that shows it. */
const known = [...declared, ...views.map((view) => `${view}.focus`)];
const code = [
  'src/extension.ts',
  ...readdirSync(join(root, 'src/vscode'), { recursive: true }).map((name) => `src/vscode/${String(name)}`),
]
  .filter((file) => file.endsWith('.ts'))
  .map(read)
  .join('\n');
const all = (pattern: RegExp, text = code) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

const nameOf = (command: string): string => command.replace('integrations.', '');

function isMoreThanReading(command: PlatformCommand): boolean {
  const { integration = [], to }: CommandNeeds = commandNeeds[command];
  return to !== undefined || integration.some((need) => need !== 'Integrations.getIntegration');
}

describe('the manifest agrees with the code', () => {
  it('on the commands: each has a file and a row', () => {
    const rows = /export const commands[^{]*\{([^}]*)\}/.exec(read('src/vscode/commands.ts'))?.[1] ?? '';
    assert.deepEqual(
      all(/(\w+),/g, rows)
        .map((name) => `integrations.${name}`)
        .sort(),
      declared,
    );
  });
  it('on the commands that the code runs', () => {
    const run = all(/executeCommand\(\s*'(integrations\.\w+)'/g).concat(all(/command: '(integrations\.\w+)'/g));
    assert.deepEqual(
      run.filter((name) => !declared.includes(name)),
      [],
    );
  });
  it('on the commands in the menus', () => {
    const used = Object.values(contributes.menus)
      .flat()
      .map(({ command, submenu }) => command ?? submenu ?? '');
    const here = [...declared, ...contributes.submenus.map(({ id }) => id)];
    assert.deepEqual(
      used.filter((name) => !here.includes(name)),
      [],
    );
  });
  it('on the menus of its own', () =>
    assert.deepEqual(
      contributes.submenus.filter(({ id }) => !contributes.menus[id]?.length),
      [],
    ));
  it('on the commands in the welcome texts and the walkthrough', () => {
    const linked = all(/command:(integrations\.\w+)/g, JSON.stringify(nls));
    assert.deepEqual(
      linked.filter((name) => !known.includes(name)),
      [],
    );
  });
  it('on the settings', () => {
    const used = all(/read(?:<\w+>)?\('([\w.]+)'/g, read('src/vscode/settings.ts')).map(
      (name) => `integrations.${name}`,
    );
    assert.deepEqual(used.sort(), Object.keys(contributes.configuration.properties).sort());
  });
  it('on the views and the editor', () => {
    assert.deepEqual(all(/createTreeView\('(\w+)'/g).sort(), [...views].sort());
    assert.deepEqual(
      all(/formViewType = '([\w.]+)'/g),
      contributes.customEditors.map(({ viewType }) => viewType),
    );
  });
  it('on the version of VS Code', () =>
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`));
});

describe('what the manifest offers on the rows of a platform', () => {
  /** The row's own words, by what a command is started on. */
  const rows: readonly (readonly [string, Target | undefined])[] = [
    ['platform open', 'platform'],
    ['platform closed', 'platform'],
    ['platform failed', 'platform'],
    ['model', 'model'],
    ['listedModel', 'model'],
    ['unknownModel', 'unknownModel'],
    ['integration', 'integration'],
    ['broken', 'integration'],
    ['broken', 'model'],
    ['operation', undefined],
    ['operations', undefined],
    ['tag', undefined],
    ['home', undefined],
  ];
  const submenus = ['integrations.sync', 'integrations.logs', 'integrations.secrets'];
  const entries = [
    ...(contributes.menus['view/item/context'] ?? []).filter(({ when = '' }) =>
      when.includes('view == integrations &&'),
    ),
    ...submenus.flatMap((menu) => contributes.menus[menu] ?? []),
  ].flatMap(({ command, when = 'true' }) => (command === undefined ? [] : [{ command: nameOf(command), when }]));
  const isOffered = (when: string, viewItem: string): boolean =>
    when === 'true' || parseWhen(when)({ view: 'integrations', viewItem, listMultiSelection: true });
  const needs = (command: string, target: Target | undefined): boolean =>
    target !== undefined && target in commandNeeds[command as PlatformCommand];

  it('is said for every command whether it needs a permission', () =>
    assert.deepEqual(
      [...new Set(entries.map(({ command }) => command))].filter((command) => !(command in commandNeeds)),
      [],
    ));
  it('is not what would be refused', () => {
    for (const { command, when } of entries)
      for (const [row, target] of rows) {
        const offered = isOffered(when, row);
        // Where nothing can be refused, the row never says so.
        if (needs(command, target))
          assert.ok(
            !isOffered(when, `${row} no-other no-${command} no-${command}Too`),
            `${command} on ${row}: ${when}`,
          );
        assert.equal(isOffered(when, `${row} no-other no-${command}Too`), offered, `${command} on ${row}: ${when}`);
      }
  });
  it('is not what would be refused in the title of an editor either', () => {
    const resource = 'integration://dev/pets.integration.json';
    const context: Context = { editorLangId: 'integration', resource };
    const offered = (contributes.menus['editor/title'] ?? []).filter(({ when = '' }) => parseWhen(when)(context));
    const hidden = offered.filter(({ command = '', when = '' }) => {
      const refused = { [`integrations.refused.${nameOf(command)}`]: ['integration://dev/other', resource] };
      return !parseWhen(when)({ ...context, ...refused });
    });
    assert.deepEqual(hidden.map(({ command = '' }) => nameOf(command)).sort(), [...titleCommands].sort());
    // What a document that is open needs to be read, it has.
    const changing = offered
      .map(({ command = '' }) => nameOf(command))
      .filter((command) => command in commandNeeds && isMoreThanReading(command as PlatformCommand));
    assert.deepEqual(changing.sort(), [...titleCommands].sort());
  });
});

describe('the walkthrough', () => {
  const [walkthrough, ...others] = contributes.walkthroughs;
  assert.ok(walkthrough);
  const { id, steps } = walkthrough;

  it('is one, of at most seven steps, and the command opens it', () => {
    assert.deepEqual(others, []);
    assert.ok(steps.length <= 7);
    assert.ok(code.includes(`'${manifest.publisher}.${manifest.name}#${id}'`));
  });
  it('has a button in each step', () => {
    for (const { description } of steps)
      assert.match(nls[description.slice(1, -1)] ?? '', /^\[[^\]]+\]\(command:[\w.]+\)$/m);
  });
  it('has no step that nothing ticks off', () => {
    // Those of VS Code are tried in a window.
    const ofVsCode = 'workbench.panel.markers.view';
    const happens = ([kind = '', what = '']: readonly string[]): boolean =>
      kind === 'onContext'
        ? what.split(' && ').every((key) => code.includes(`'${key}'`))
        : [...(kind === 'onView' ? views : known), ofVsCode, `${ofVsCode}.focus`].includes(what);
    for (const { completionEvents } of steps) {
      assert.ok(completionEvents.length > 0);
      assert.deepEqual(
        completionEvents.filter((event) => !happens(event.split(':'))),
        [],
      );
    }
  });
  it('has a picture in the colours of the theme', () => {
    for (const { svg } of steps.map(({ media }) => media)) {
      const colours = all(/(?:fill|stroke)="([^"]*)"/g, read(svg));
      assert.ok(colours.length > 10);
      assert.deepEqual(
        colours.filter((colour) => colour !== 'none' && !/^var\(--vscode-/.test(colour)),
        [],
      );
    }
  });
});

describe('the manifest', () => {
  it('has no clause that VS Code does not understand: it would take it for none', () => {
    const clauses = all(/"(?:when|enablement)": ("(?:[^"\\]|\\.)*")/g, read('package.json'));
    assert.ok(clauses.length > 100);
    for (const clause of clauses) assert.doesNotThrow(() => parseWhen(JSON.parse(clause) as string), clause);
  });
  it('has a text for every placeholder, and no text too many', () => {
    const placeholders = [...new Set(all(/%([\w.]+)%/g, read('package.json')))].sort();
    assert.deepEqual(placeholders, Object.keys(nls).sort());
  });
  it('starts the extension only when it is needed', () =>
    assert.deepEqual(
      manifest.activationEvents.filter((event) => event === '*' || event === 'onStartupFinished'),
      [],
    ));
  it('gives each command a category and a title in title case', () => {
    for (const { title, category } of contributes.commands) {
      assert.equal(category, '%command.category%');
      assert.match(nls[title.slice(1, -1)] ?? '', /^([A-Z]\w+|\b(in|to|of|or|the|and|as|with|cURL)\b|[ …?])+$/);
    }
  });
  it('does not show an extension page without an icon', () =>
    assert.ok(manifest.icon.endsWith('.png') && existsSync(join(root, manifest.icon))));
  it('works within limits where the workspace is not trusted', () =>
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited'));
  it('lets the form wait for the user’s choice', () =>
    assert.deepEqual(
      contributes.customEditors.map(({ priority }) => priority),
      ['option'],
    ));
  it('has a word of welcome for each empty state', () => assert.ok(contributes.viewsWelcome.length >= 4));
  it('has few keywords', () => assert.ok(manifest.keywords.length <= 30));
});

describe('the code', () => {
  const sources = ['src', 'webview']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${String(name)}`),
    )
    .filter((file) => /\.(ts|css)$/.test(file));
  it('opens each file with a sentence that says what it is for', () => {
    assert.deepEqual(
      sources.filter((file) => !/^(\/\/|\/\*) ?\S.{15,}/.test(read(file))),
      [],
    );
  });
  it('keeps no hidden page alive', () =>
    assert.deepEqual(
      sources.filter((file) => read(file).includes('retainContextWhenHidden')),
      [],
    ));
  it('replaces no global of the network', () =>
    assert.deepEqual(
      sources.filter((file) => /setGlobalDispatcher|globalThis\.fetch\s*=/.test(read(file))),
      [],
    ));
  it('has no colours but the theme’s', () =>
    assert.deepEqual(
      sources.filter((file) => file.endsWith('.css') && /#[0-9a-f]{3,8}\b|rgba?\(/i.test(read(file))),
      [],
    ));
});
