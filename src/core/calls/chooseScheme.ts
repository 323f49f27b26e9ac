// Which security scheme a call uses: the model's first, as the platform does, or another one that was asked for.
import * as l10n from '@vscode/l10n';
import type { Model, OperationDetail, Requirement, SecurityScheme } from '../model.ts';

export interface SchemeChoice {
  /** Undefined when the call goes out without credentials. */
  readonly scheme: SecurityScheme | undefined;
  /**
   * Mutual TLS that the operation asks for together with `scheme`: it says how the request travels, not what is in it, so
   * that both can be had at once.
   */
  readonly transport: SecurityScheme | undefined;
  /** What the platform would do differently, or what people may not expect; empty when there is nothing to say. */
  readonly note: string;
}

interface Chosen {
  readonly model: Pick<Model, 'schemes' | 'security'>;
  readonly detail: Pick<OperationDetail, 'operation'>;
}

/** The scheme whose credentials the platform would send: the model's first, where the operation asks for it. */
export function schemeFor({ model, detail }: Chosen): SecurityScheme | undefined {
  const [first] = model.schemes;
  return first && requirementsOf({ model, detail }).some((names) => names.includes(first.name)) ? first : undefined;
}

/** Undefined when the model has no scheme of the name `asked`. */
export function chooseScheme(call: Chosen, asked: string | undefined): SchemeChoice | undefined {
  const platforms = schemeFor(call);
  if (asked === undefined)
    return { scheme: platforms, transport: transportOf(call, platforms), note: noteOf(call, platforms) };
  const scheme = call.model.schemes.find(({ name }) => name === asked);
  if (!scheme) return undefined;
  const [first] = call.model.schemes;
  const differs = scheme.name !== platforms?.name;
  const note = l10n.t(
    'This call used the scheme "{0}", as you chose. The platform would use "{1}", the model\'s first, where the operation asks for it.',
    scheme.name,
    first?.name ?? '',
  );
  return { scheme, transport: transportOf(call, scheme), note: differs ? note : '' };
}

function transportOf({ model, detail }: Chosen, scheme: SecurityScheme | undefined): SecurityScheme | undefined {
  if (!scheme || scheme.type === 'mutualTLS') return undefined;
  const together = requirementsOf({ model, detail })
    .filter((names) => names.includes(scheme.name))
    .flat();
  return model.schemes.find(({ type, name }) => type === 'mutualTLS' && together.includes(name));
}

const requirementsOf = ({ model, detail }: Chosen): readonly Requirement[] =>
  detail.operation.security ?? model.security ?? [];

function noteOf(call: Chosen, scheme: SecurityScheme | undefined): string {
  const [first, second] = call.model.schemes;
  if (!first) return '';
  const asks = scheme ? [] : requirementsOf(call).flat();
  if (asks.length > 0)
    return l10n.t(
      'The operation asks for the scheme "{0}", but the platform knows only the model\'s first one, "{1}": like the platform, this call sent no credentials.',
      asks.join(', '),
      first.name,
    );
  if (!scheme || !second) return '';
  return l10n.t(
    'The model has {0} security schemes. The platform uses the first, "{1}", and so did this call.',
    call.model.schemes.length,
    first.name,
  );
}
