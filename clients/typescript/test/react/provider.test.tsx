// @vitest-environment jsdom
import { act, version } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../../src/connection.js';
import { RealtimeProvider, useSSE } from '../../src/react/index.js';
import { FakeConnection } from '../fake-connection.js';
import { eventually, Page } from './page.js';
import { Streams } from './streams.js';

let streams: Streams;

beforeEach(() => {
  streams = new Streams();
  sessionStorage.clear();
});

afterEach(() => {
  vi.restoreAllMocks();
});

function State() {
  return <p>{useSSE().connectionState}</p>;
}

test(`is tested with React ${version.split('.')[0]}`, ({ task }) => {
  expect(version).toMatch(task.file.projectName === 'react 18' ? /^18\./ : /^19\./);
});

describe.each([['', false], [' in strict mode', true]])('a provider%s', (_, strict) => {
  let page: Page;

  beforeEach(() => {
    page = new Page(strict);
  });

  afterEach(() => {
    page.close();
  });

  test('has one stream, until it is unmounted', async () => {
    page.render(<RealtimeProvider options={streams.options('alice')}><State /></RealtimeProvider>);
    expect(page.text).toBe('connecting');
    await eventually(() => expect(page.text).toBe('connected'));
    expect(streams.open).toEqual(['alice']);

    page.render(null);
    await eventually(() => expect(streams.open).toEqual([]));
  });

  test('keeps its stream when it renders again, and asks the newest token for the next', async () => {
    let connection!: Connection;
    const attach = (made: Connection) => {
      connection = made;
      return () => undefined;
    };
    page.render(<RealtimeProvider options={streams.options('alice')} attach={attach}><State /></RealtimeProvider>);
    await eventually(() => expect(page.text).toBe('connected'));
    const before = streams.asked.length;
    page.render(<RealtimeProvider options={streams.options('alice', 'newer')} attach={() => () => undefined}><State /></RealtimeProvider>);
    await eventually(() => expect(page.text).toBe('connected'));
    expect(streams.asked).toHaveLength(before);

    act(() => connection.reconnect());
    await eventually(() => expect(streams.open).toEqual(['newer']));
  });

  test('has another stream for another user, and closes the one before', async () => {
    page.render(<RealtimeProvider options={streams.options('alice')}><State /></RealtimeProvider>);
    await eventually(() => expect(page.text).toBe('connected'));

    page.render(<RealtimeProvider options={streams.options('bob')}><State /></RealtimeProvider>);
    await eventually(() => expect(page.text).toBe('connected'));
    await eventually(() => expect(streams.open).toEqual(['bob']));
  });

  test('never shows the connection of the user before', async () => {
    const shown: string[] = [];
    const Log = () => {
      shown.push(useSSE().connectionState);
      return <State />;
    };
    page.render(<RealtimeProvider options={streams.options('alice')}><Log /></RealtimeProvider>);
    await eventually(() => expect(page.text).toBe('connected'));
    shown.length = 0;
    page.render(<RealtimeProvider options={streams.options('bob')}><Log /></RealtimeProvider>);

    expect(new Set(shown)).toEqual(new Set(['connecting']));
    await eventually(() => expect(page.text).toBe('connected'));
  });

  test('attaches to each connection as it is made, and detaches before it closes', async () => {
    const log: string[] = [];
    const attach = (connection: Connection) => {
      log.push(`attach ${connection.userId} ${connection.state}`);
      return () => log.push(`detach ${connection.userId} ${connection.state}`);
    };
    page.render(<RealtimeProvider options={streams.options('alice')} attach={attach}><State /></RealtimeProvider>);
    await eventually(() => expect(page.text).toBe('connected'));
    log.splice(0, strict ? 2 : 0);
    page.render(<RealtimeProvider options={streams.options('bob')} attach={attach}><State /></RealtimeProvider>);
    page.render(null);

    expect(log).toEqual(['attach alice connecting', 'detach alice connected', 'attach bob connecting', 'detach bob connecting']);
  });

  test('leaves a connection that was made outside to its maker', () => {
    const connection = new FakeConnection();
    page.render(<RealtimeProvider connection={connection}><State /></RealtimeProvider>);
    page.render(null);

    expect(connection).toMatchObject({ closed: false, listeners: 0 });
  });
});

describe('a second provider', () => {
  const connection = new FakeConnection();
  const message = 'There is a RealtimeProvider already. Mount it once, around everything that needs it.';
  let page: Page;

  beforeEach(() => {
    vi.spyOn(console, 'error').mockReturnValue();
    page = new Page();
  });

  afterEach(() => {
    page.close();
    vi.unstubAllEnvs();
  });

  test('inside another is an error', () => {
    page.render(<RealtimeProvider connection={connection}><RealtimeProvider connection={connection} /></RealtimeProvider>);

    expect(page.text).toBe(message);
  });

  test('beside another is an error, and the page is free once both are gone', () => {
    page.render(<><RealtimeProvider connection={connection} /><RealtimeProvider connection={connection} /></>);
    expect(page.text).toBe(message);

    const next = new Page();
    next.render(<RealtimeProvider connection={connection}><State /></RealtimeProvider>);
    expect(next.text).toBe('connecting');
    next.close();
  });

  test('that takes the place of the first is none', () => {
    page.render(<RealtimeProvider key="first" connection={connection}><State /></RealtimeProvider>);
    page.render(<RealtimeProvider key="second" connection={connection}><State /></RealtimeProvider>);

    expect(page.text).toBe('connecting');
  });

  test('does not break a page in production', () => {
    vi.stubEnv('NODE_ENV', 'production');
    page.render(<RealtimeProvider connection={connection}><RealtimeProvider connection={connection}><State /></RealtimeProvider></RealtimeProvider>);

    expect(page.text).toBe('connecting');
  });
});
