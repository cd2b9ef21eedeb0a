const inside: unique symbol = Symbol('inside');
const HIDDEN = '[secret]';

/** A text that must never reach a log, an audit entry or an error by accident. */
export type Secret = {
  toString(): string;
  toJSON(): string;
  readonly [inside]: () => string;
};

/** Wraps `text`. Printing, joining, serialising or inspecting the result in Node gives "[secret]". */
export function secret(text: string): Secret {
  const hide = () => HIDDEN;
  return Object.freeze({
    toString: hide,
    toJSON: hide,
    [Symbol.for('nodejs.util.inspect.custom')]: hide,
    [inside]: () => text,
  });
}

/** The text inside. Call it at the last moment, where the text leaves for the system that needs it. */
export function reveal(wrapped: Secret): string {
  return wrapped[inside]();
}
