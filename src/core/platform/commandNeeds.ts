// What the commands need that one starts on the rows of a platform: the menus, the form and the commands themselves follow
// this table.
import { entriesOf, type Home } from '../catalog.ts';
import { may, type Permission } from '../permissions.ts';

/** What a command is started on. */
export type Target = 'platform' | 'model' | 'unknownModel' | 'integration';

/** The call that changes a log level: saving the integration, or that of adapters. */
export type LevelCall = 'integration' | 'adapter';

export const levelPermissions: Readonly<Record<LevelCall, Permission>> = {
  integration: 'Integrations.updateIntegration',
  adapter: 'Adapters.updateAdapterLogging',
};

/** `level`: the permission of the call that the user has chosen for it; `never`: no platform can do this. */
type Need = Permission | 'level' | 'never';
/** All of them; of a list, one is enough. */
type Needs = readonly (Need | readonly Need[])[];

export interface CommandNeeds extends Readonly<Partial<Record<Target, Needs>>> {
  /** Of a model that has integrations, besides. */
  readonly usedModel?: Needs;
  /** Needed where it brings something to; a folder takes everything. The platform itself is one of the homes. */
  readonly to?: { readonly homes: 'all' | 'platforms'; readonly needs: Needs };
}

const nothing: CommandNeeds = {};
const reading: CommandNeeds = { integration: ['Integrations.getIntegration'] };
const readingModel: CommandNeeds = { model: ['IntegrationModels.exportIntegrationModel'] };
const readingAny: CommandNeeds = {
  platform: ['Integrations.getIntegration'],
  model: ['Integrations.getIntegration'],
  unknownModel: ['Integrations.getIntegration'],
  integration: ['Integrations.getIntegration'],
};
const creatingModel: Needs = ['IntegrationModels.createIntegrationModel'];
const editing: readonly Permission[] = ['Integrations.updateIntegration', 'Integrations.updateIntegrationProperties'];

/** By command; `{}`: nothing. A test holds the manifest against it. */
export const commandNeeds = {
  addSyslog: { integration: ['Integrations.updateIntegration'] },
  cloneIntegration: { ...reading, to: { homes: 'all', needs: ['Integrations.createIntegration'] } },
  compareHomes: readingAny,
  copyOperationPath: nothing,
  deleteIntegration: {
    integration: ['Integrations.deleteIntegration'],
    model: ['IntegrationModels.deleteIntegrationModel'],
  },
  disconnectPlatform: nothing,
  editConnection: nothing,
  editEnvironments: nothing,
  forgetSecret: reading,
  forgetToken: nothing,
  importModel: { platform: creatingModel, unknownModel: creatingModel },
  moveConnectionDown: nothing,
  moveConnectionUp: nothing,
  moveSecret: { integration: [editing] },
  newCall: reading,
  newIntegration: { model: ['Integrations.createIntegration', 'IntegrationModels.exportIntegrationModel'] },
  openAdvancedView: reading,
  openForm: reading,
  openLog: reading,
  openModel: readingModel,
  previewLog: reading,
  pullIntegrations: readingAny,
  pushIntegrations: {
    ...readingAny,
    to: {
      homes: 'platforms',
      needs: [['Integrations.createIntegration', ...editing, 'Integrations.deleteIntegration']],
    },
  },
  removeConnection: nothing,
  renameIntegration: { integration: ['never'] },
  repairReplacement: { platform: [['IntegrationModels.createIntegrationModel', 'Integrations.createIntegration']] },
  restoreDeleted: { platform: [['Integrations.createIntegration', 'IntegrationModels.createIntegrationModel']] },
  retryConnection: nothing,
  rotateSecret: reading,
  sendSyslogTest: reading,
  setLogLevel: {
    integration: ['Integrations.getIntegration', 'level'],
    model: ['Integrations.getIntegration', 'level'],
  },
  setSecret: reading,
  showModelDetails: readingModel,
  showResponse: nothing,
  signIn: reading,
  testAll: { integration: ['Integrations.getIntegration'], model: ['Integrations.getIntegration'] },
  testCall: reading,
  testCallWithScheme: reading,
  undoSync: nothing,
  updateModel: {
    model: [
      'IntegrationModels.createIntegrationModel',
      'IntegrationModels.exportIntegrationModel',
      'IntegrationModels.deleteIntegrationModel',
    ],
    usedModel: ['Integrations.getIntegration', 'Integrations.deleteIntegration', 'Integrations.createIntegration'],
  },
  validateModel: readingModel,
} as const satisfies Readonly<Record<string, CommandNeeds>>;

export type PlatformCommand = keyof typeof commandNeeds;

/** Those that the title of an editor offers too, and that may be refused on a document that is open. */
export const titleCommands = ['cloneIntegration', 'deleteIntegration'] as const satisfies readonly PlatformCommand[];

/** A row of a platform, or a document of it. */
export interface Started {
  readonly home: Home;
  readonly target: Target;
  /** Of a model. */
  readonly modelId?: string | undefined;
}

export interface Surroundings {
  readonly homes: readonly Home[];
  readonly levelCall: LevelCall;
}

/** What is missing for a command; undefined where nothing is, or nobody knows. */
export function missingFor(
  command: PlatformCommand,
  on: Started,
  { homes, levelCall }: Surroundings,
): Permission | 'never' | undefined {
  const { to, usedModel = [], ...needs }: CommandNeeds = commandNeeds[command];
  const own = needs[on.target];
  if (!own) return undefined;
  const here = missing(own, on.home, levelCall);
  if (here !== undefined) return here;
  const lacksForUsers = on.target === 'model' ? missing(usedModel, on.home, levelCall) : undefined;
  if (lacksForUsers !== undefined && hasIntegrations(on)) return lacksForUsers;
  const places = to ? placesFor(to.homes, on, homes) : [];
  const there = places.map((home) => missingThere(command, home));
  return there.every((each) => each !== undefined) ? there[0] : undefined;
}

/** The same for the home that it would bring something to. */
export function missingThere(command: PlatformCommand, home: Home): Permission | 'never' | undefined {
  const { to }: CommandNeeds = commandNeeds[command];
  return missing(to?.needs ?? [], home, 'integration');
}

/** The commands that would be refused. */
export const refusedOn = (on: Started, around: Surroundings): readonly PlatformCommand[] =>
  (Object.keys(commandNeeds) as PlatformCommand[]).filter((command) => missingFor(command, on, around) !== undefined);

function missing(needs: Needs, { remote }: Home, levelCall: LevelCall): Permission | 'never' | undefined {
  const has = (need: Need): boolean => {
    if (need === 'never') return !remote;
    return !remote || may(remote.permissions, need === 'level' ? levelPermissions[levelCall] : need);
  };
  const lacking = needs.map((each) => [each].flat()).find((group) => !group.some(has));
  const first = lacking?.[0];
  return first === 'level' ? levelPermissions[levelCall] : first;
}

/** What belongs to a platform is pushed to the others; the platform's own row may be meant as either end. */
function placesFor(kind: 'all' | 'platforms', { home, target }: Started, homes: readonly Home[]): readonly Home[] {
  if (kind === 'all') return [home, ...homes];
  return homes.filter(({ id, remote }) => remote && (target === 'platform' || id !== home.id));
}

const hasIntegrations = ({ home, modelId }: Started): boolean =>
  entriesOf([home], 'integration').some((entry) => entry.modelId === modelId);
