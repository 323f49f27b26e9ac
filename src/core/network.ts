// What the editor says about the network, as plain data: proxies, certificate authorities, which HTTP stack to use.

export interface NetworkSettings {
  /** `vscode` sends through the editor's own patched HTTP: slower, but it knows PAC scripts, Kerberos and the system's proxy. */
  readonly stack: 'undici' | 'vscode';
  /** `http.proxy`: the address of a proxy, with user and password where it needs them; empty leaves it to the environment. */
  readonly proxy: string;
  /** `http.noProxy`: hosts that are reached directly. */
  readonly noProxy: readonly string[];
  /** False when `http.proxySupport` is `off`: then neither the setting nor the environment counts. */
  readonly useProxy: boolean;
  /** `http.proxyStrictSSL`: false accepts any certificate of the proxy itself. */
  readonly proxyStrictSSL: boolean;
  /** `http.proxyAuthorization`: the value of the `Proxy-Authorization` header, where the address holds no credentials. */
  readonly proxyAuthorization: string;
  /** Certificate authorities to trust beside Node's own: PEM texts, or absolute paths of files with them. */
  readonly authorities: readonly string[];
  /** `http.systemCertificates`: trust what the operating system trusts, where this Node can tell. */
  readonly systemAuthorities: boolean;
  /** The name to ask for in the TLS handshake, by host (`10.0.0.5`) or host and port. */
  readonly serverNames: Readonly<Record<string, string>>;
  /** The SHA-256 fingerprint of a certificate that is accepted whoever vouches for it, by host and port. */
  readonly trustedCertificates: Readonly<Record<string, string>>;
}

/** What holds where no editor says anything. */
export const plainNetwork: NetworkSettings = {
  stack: 'undici',
  proxy: '',
  noProxy: [],
  useProxy: true,
  proxyStrictSSL: true,
  proxyAuthorization: '',
  authorities: [],
  systemAuthorities: true,
  serverNames: {},
  trustedCertificates: {},
};
