/** Requests to the API: one shape of error, CSRF from the page, nothing cached but what is asked for as that. */
import { t } from "../i18n";

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

/** The server could not be reached, or it is not able to answer now: worth trying again. */
export class Unreachable extends Error {}

export type Fetch = typeof fetch;

export interface Client {
  get<T>(path: string): Promise<T>;
  /** What may be kept by the browser as long as the server says. */
  getKept<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
}

/** A client of the API at `root` (`/api/v1/`); `csrf` gives the token that Django wants with a session. */
export function createClient(root: string, csrf: () => string, request: Fetch = (...args) => fetch(...args)): Client {
  async function send<T>(method: string, path: string, body?: unknown, cache: RequestCache = "no-store"): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    const init: RequestInit = { method, headers, credentials: "same-origin", cache };
    if (method !== "GET") {
      headers["X-CSRFToken"] = csrf();
      headers["Content-Type"] = "application/json";
      init.body = JSON.stringify(body ?? {});
    }
    let response: Response;
    try {
      response = await request(root + path, init);
    } catch (error) {
      throw new Unreachable(t("The server cannot be reached."), { cause: error });
    }
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
    if (response.status >= 502 || response.status === 429) throw new Unreachable(t("The server does not answer."));
    throw await errorOf(response);
  }
  return {
    get: (path) => send("GET", path),
    getKept: (path) => send("GET", path, undefined, "default"),
    post: (path, body) => send("POST", path, body),
    patch: (path, body) => send("PATCH", path, body),
  };
}

async function errorOf(response: Response): Promise<ApiError> {
  const fallback = t("The server refused this ({status}).", { status: response.status });
  const isJson = response.headers.get("Content-Type")?.includes("json") ?? false;
  const body = (isJson ? await response.json() : {}) as {
    code?: string;
    message?: string;
    details?: Record<string, unknown>;
  };
  return new ApiError(response.status, body.code ?? "error", body.message ?? fallback, body.details ?? {});
}

/** Django's CSRF token: from its cookie, or from the page where the cookie cannot be read. */
export function csrfToken(): string {
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  if (cookie) return decodeURIComponent(cookie);
  return document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}
