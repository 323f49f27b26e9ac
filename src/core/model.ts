// An OpenAPI document as we understand it: what it is called, where its API is, how one signs in, what can be called.
import type { Json, JsonObject } from './json.ts';

export type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'TRACE' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Methods that RFC 9110 section 9.2.1 calls safe: they ask and change nothing. */
export const isSafe = (method: Method): boolean => ['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method);

/** Compact: it holds nothing of the document's schemas, so hundreds of models fit in memory. */
export interface Model {
  /** `info.title:info.version`, the platform's versionId. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** What the document declares: `2.0`, `3.0.3` … */
  readonly openapi: string;
  /** The server that the platform takes: the first one, variables replaced by their defaults. */
  readonly server: ServerDefaults;
  /** The URLs of all servers as declared, with their variables; of Swagger 2.0 put together. */
  readonly servers: readonly string[];
  /** In the document's order; the platform uses the first. */
  readonly schemes: readonly SecurityScheme[];
  /** The document's own `security`, for operations without one. */
  readonly security?: readonly Requirement[];
  readonly operations: readonly Operation[];
}

/** Default values of an integration's `server` block, as the platform derives them from a model. */
export interface ServerDefaults {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port?: number;
  readonly base_path: string;
}

/** Schemes that must all be satisfied; an empty list means no credentials. */
export type Requirement = readonly string[];

export interface Operation {
  /** The `operationId`, or `GET /path` where the document gives none (the platform drops such operations). */
  readonly id: string;
  readonly method: Method;
  /** The path template as in the document. */
  readonly path: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** The operation's own `security`; `[]` switches credentials off. */
  readonly security?: readonly Requirement[];
}

interface SchemeBase {
  /** The key in `components.securitySchemes` (or `securityDefinitions`) and in `authentication`. */
  readonly name: string;
  readonly description: string;
  /** `x-itential-parameters`: what is sent along with the requests that get a token or a key. */
  readonly parameters?: readonly SchemeParameter[];
  /** `x-tokenName`: what of a token answer is sent as the token; `access_token` when absent. */
  readonly tokenName?: string;
}
export type SecurityScheme =
  | (SchemeBase & {
      readonly type: 'apiKey';
      readonly in: 'header' | 'query' | 'cookie';
      readonly parameter: string;
      /** `x-itential-dynamic-retrieval`: the platform gets the key itself, so that none need be given. */
      readonly retrieval?: KeyRetrieval;
    })
  | (SchemeBase & { readonly type: 'basic' })
  | (SchemeBase & { readonly type: 'bearer' })
  | (SchemeBase & { readonly type: 'awsSigV4' })
  | (SchemeBase & {
      readonly type: 'oauth2';
      readonly flow: OAuthFlow;
      readonly tokenUrl: string;
      readonly refreshUrl: string;
      readonly authorizationUrl: string;
      readonly scopes: readonly string[];
    })
  | (SchemeBase & { readonly type: 'openIdConnect'; readonly openIdConnectUrl: string })
  | (SchemeBase & { readonly type: 'mutualTLS' })
  | (SchemeBase & { readonly type: 'unsupported'; readonly declared: string });

/** Its value lives in `variables.VARIABLE` where it names one, else in `authentication.SCHEME.parameters.NAME`. */
export interface SchemeParameter {
  readonly name: string;
  readonly in: 'header' | 'body' | 'query';
  readonly description: string;
  /** The requests that carry it. */
  readonly useIn: readonly ('token' | 'refresh' | 'key')[];
  readonly variable?: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  /** Its schema as draft-07 without references, where it says more than the type. */
  readonly schema?: JsonObject;
}

export interface KeyRetrieval {
  readonly method: Method;
  readonly url: string;
  /** JSON Pointer to the key in the answer. */
  readonly responsePointer: string;
}

export type SchemeType = SecurityScheme['type'];
/** OpenAPI 3's names; `application` and `accessCode` of Swagger 2.0 are read as these. */
export type OAuthFlow = 'clientCredentials' | 'password' | 'authorizationCode' | 'implicit';

/** What one operation takes and returns, resolved on demand from its document. */
export interface OperationDetail {
  readonly operation: Operation;
  readonly parameters: readonly Parameter[];
  /** A parameter that is the whole query string (`in: querystring` of OpenAPI 3.2): calls do not send it. */
  readonly wholeQuery?: { readonly name: string; readonly required: boolean };
  readonly body?: RequestBody;
  /** Content types of the 2xx responses, as the platform joins them into `Accept`. */
  readonly accept: readonly string[];
  /** In the document's order. */
  readonly responses?: readonly ResponseDetail[];
}

export interface ResponseDetail {
  /** `200`, `2XX` or `DEFAULT`. */
  readonly status: string;
  readonly content: readonly ResponseContent[];
}

export interface ResponseContent {
  /** May be a range: `application/*`. */
  readonly contentType: string;
  /** Draft-07; of JSON only. */
  readonly schema?: JsonObject;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly description: string;
  /** Draft-07, with `$ref`s resolved (cycles cut). */
  readonly schema: JsonObject;
  /** OpenAPI 3 style; Swagger 2.0's collectionFormat is read as the style that means the same. */
  readonly style:
    | 'simple'
    | 'label'
    | 'matrix'
    | 'form'
    | 'spaceDelimited'
    | 'pipeDelimited'
    | 'tabDelimited'
    | 'deepObject'
    /** OpenAPI 3.2: like `form`, without percent-encoding. */
    | 'cookie';
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Of a parameter with `content`, which has no style; empty where the document names no media type. */
  readonly contentType?: string;
  readonly example?: Json;
}

export interface RequestBody {
  readonly required: boolean;
  readonly description: string;
  /** The one that `schema` and `example` are of: the first, as the platform's client takes it, unless another was asked for. */
  readonly contentType: string;
  /** All that the operation takes, in the document's order. */
  readonly contentTypes: readonly string[];
  readonly schema: JsonObject;
  readonly example?: Json;
  /** How properties of a form are written, where the document says it (`encoding`, or Swagger 2.0's `collectionFormat`). */
  readonly encoding?: Readonly<Record<string, PartEncoding>>;
}

/** OpenAPI 3's Encoding Object; what is left out has the default of the property's type. */
export interface PartEncoding {
  /** May be a list of types or ranges: `image/png, image/*`. */
  readonly contentType?: string;
  readonly style?: Parameter['style'];
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** Of the part, in multipart bodies. */
  readonly headers: readonly Parameter[];
}
