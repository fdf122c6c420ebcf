import { readFileSync } from 'node:fs';
import specifications from '@asyncapi/specs';
import { Ajv, type AnySchema } from 'ajv';
import { expect, test } from 'vitest';

const document = JSON.parse(readFileSync(new URL('../../../docs/asyncapi.json', import.meta.url), 'utf8'));

// The specification's schema brings its own copy of JSON Schema's.
const ajv = new Ajv({ meta: false, validateSchema: false, strict: false, validateFormats: false });
const validate = ajv.compile(specifications.schemas['3.0.0'] as AnySchema);

test('the AsyncAPI document is what the specification calls valid', () => {
  validate(document);

  expect(validate.errors ?? []).toEqual([]);
});

test('a document that is not is refused', () => {
  const wrong = structuredClone(document);
  wrong.operations.publishToUser.action = 'whisper';

  expect(validate(wrong)).toBe(false);
});
