import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameDecoder } from '../src/stream/frames.js';

const piece = fc.oneof(
  fc.constantFrom('\n', '\n\n', '\r', '\r\n', '\r\n\r\n', ':', ': ', 'data', 'data:', 'data: ', 'id: ', 'id', 'event: ', 'retry: ', '7', '\0', '\uFEFF', 'ä', '🐝', ' '),
  fc.constantFrom('id: e1-7\n', 'event: message\n', 'data: {"type":"x"}\n', 'data\n', 'retry: 1500\n', ': \n\n'),
  fc.string({ maxLength: 8, unit: 'grapheme' }),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const cuts = fc.array(fc.nat(400), { maxLength: 30 });

function whole(input: string): { frames: EventSourceMessage[]; retry: number | undefined } {
  const frames: EventSourceMessage[] = [];
  let retry: number | undefined;
  createParser({ onEvent: (frame) => frames.push(frame), onRetry: (value) => (retry = value) }).feed(input);
  return { frames, retry };
}

function inPieces(bytes: Uint8Array, at: number[]): { frames: EventSourceMessage[]; retry: number | undefined } {
  const decoder = new FrameDecoder();
  const edges = [0, ...at.map((edge) => Math.min(edge, bytes.length)).sort((a, b) => a - b), bytes.length];
  const frames = edges.slice(1).flatMap((edge, k) => decoder.decode(bytes.subarray(edges[k], edge)));
  return { frames, retry: decoder.retry };
}

test('however the network cuts a stream, its frames are those of the uncut one', () => {
  fc.assert(
    fc.property(text, cuts, (input, at) => {
      const bytes = new TextEncoder().encode(input);
      // Encoded and decoded, because a lone surrogate does not survive the way.
      expect(inPieces(bytes, at)).toEqual(whole(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)));
    }),
    { numRuns: 3_000 },
  );
});

test('whatever bytes come, they are read or refused, and never more than a frame is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
      const decoder = new FrameDecoder();
      const input = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(chunks.flatMap((chunk) => [...chunk])), { stream: true });
      expect(chunks.flatMap((chunk) => decoder.decode(chunk))).toEqual(whole(input).frames);
    }),
    { numRuns: 1_000 },
  );
});
