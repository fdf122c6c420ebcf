/** Always the same object: to a form, another one would be errors that it has not shown yet. */
export const noFieldErrors: Readonly<Record<string, string>> = {};

/** Why a request failed, in words for the user. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    message: string,
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    /** What is wrong with each field, by the field's name on the wire. */
    readonly fields: Readonly<Record<string, string>> = noFieldErrors,
    options?: ErrorOptions & { retryAfter?: number | undefined },
  ) {
    super(message, options);
    this.retryAfter = options?.retryAfter;
  }

  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined;

  /** Trying again later may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function unreachable(cause: unknown): ApiError {
  const message = navigator.onLine
    ? 'Studio cannot be reached just now. Check the connection and try again.'
    : 'You are offline. Try again when the connection is back.';
  return new ApiError(message, 0, {}, { cause });
}

/** Reads problem+json; a body in any other form only costs the details. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = (typeof body === 'object' && body !== null ? body : {}) as { detail?: unknown; message?: unknown; errors?: unknown };
  const fields = fieldsOf(problem.errors);
  return new ApiError(messageOf(response, problem, fields), response.status, fields, { retryAfter: retryAfter(response) });
}

function fieldsOf(errors: unknown): Record<string, string> {
  if (typeof errors !== 'object' || errors === null) {
    return {};
  }

  const lines = Object.entries(errors).flatMap(([field, messages]) =>
    Array.isArray(messages) && typeof messages[0] === 'string' ? [[field, sentence(field, messages[0])] as const] : []);
  return Object.fromEntries(lines);
}

/** The field's name stands beside the message already: "title is missing" becomes "Is missing". */
function sentence(field: string, message: string): string {
  const rest = message.startsWith(`${field} `) ? message.slice(field.length + 1) : message;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function messageOf(response: Response, problem: { detail?: unknown; message?: unknown }, fields: Record<string, string>): string {
  if (Object.keys(fields).length > 0) {
    return 'Something in the form needs a change.';
  }

  switch (response.status) {
    case 413:
      return 'That is too large. At most 5 MiB are taken.';
    case 429:
      return `Too many requests at once. ${when(response)}`;
    case 502:
    case 503:
    case 504:
      return `Studio is not available just now. ${when(response)}`;
    case 404:
      return text(problem.detail) ?? 'There is no such thing here any more.';
    default:
      return text(problem.detail) ?? text(problem.message) ?? `That did not work (HTTP ${response.status}).`;
  }
}

function when(response: Response): string {
  const seconds = retryAfter(response);
  return seconds !== undefined ? `Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.` : 'Try again in a moment.';
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after'));
  return seconds > 0 ? seconds : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
