// The configuration that an integration inherits from its model's document (1.4).

/** `properties` of the wrapper: authentication, server, tls, version, and `variables` on 6.x (1.3). */
export function defaultProperties(document, switches) {
  return {
    authentication: authenticationOf(document),
    server: serverOf(document, switches),
    tls: { enabled: false, rejectUnauthorized: true },
    ...(switches.release === '6' && { variables: {} }),
    version: document.info.version,
  };
}

/** All schemes appear, though only the first is used at run time. */
function authenticationOf(document) {
  const schemes = document.components?.securitySchemes ?? document.securityDefinitions ?? {};
  return Object.fromEntries(Object.entries(schemes).map(([name, scheme]) => [name, templateOf(scheme)]));
}

function templateOf(scheme) {
  if (scheme['x-amazon-apigateway-authtype'] === 'awsSigv4') return { accessKeyId: '', secretAccessKey: '' };
  switch (scheme.type) {
    case 'apiKey':
      return { value: '' };
    case 'basic':
      return { username: '', password: '' };
    case 'http':
      return /^bearer$/i.test(scheme.scheme) ? '' : { username: '', password: '' };
    case 'oauth2':
    case 'openIdConnect':
      return tokenTemplate(scheme);
    case 'mutualTLS':
      return { ca: '', certificate: '', key: '' };
    default:
      return {};
  }
}

/** An implicit flow has the token alone; the others have what the platform gets it with (1.4, 2.5). */
function tokenTemplate(scheme) {
  const flows = scheme.flows ?? {};
  const flow = flows.clientCredentials ?? flows.password ?? flows.authorizationCode;
  const token = { access_token: '' };
  if (!flow && scheme.type === 'oauth2' && !/^(application|password|accessCode)$/.test(scheme.flow)) return { token };
  return {
    client_id: '',
    client_secret: '',
    token_url: flow?.tokenUrl ?? scheme.tokenUrl ?? '',
    ...(flow?.refreshUrl && { refresh_url: flow.refreshUrl }),
    ...((flows.password ?? scheme.flow === 'password') && { username: '', password: '' }),
    token,
  };
}

/** Only the first server; its variables are replaced by their defaults; a relative one becomes a useless host (1.4). */
function serverOf(document, switches) {
  const url = firstServer(document);
  if (!/^https?:\/\//.test(url)) return { protocol: 'http', host: url, base_path: '' };
  const [, protocol, host, base_path] = /^(https?):\/\/([^/]*)(.*)$/.exec(url);
  const [, name, port] = /^(.*?)(?::(\d+))?$/.exec(host);
  if (port === undefined || switches.portOfServer === 'host') return { protocol, host, base_path };
  return { protocol, host: name, port: Number(port), base_path };
}

function firstServer(document) {
  if (document.swagger) return `${document.schemes?.[0] ?? 'http'}://${document.host ?? ''}${document.basePath ?? ''}`;
  const server = document.servers?.[0] ?? { url: '' };
  return server.url.replace(/\{([^}]+)\}/g, (whole, name) => server.variables?.[name]?.default ?? whole);
}
