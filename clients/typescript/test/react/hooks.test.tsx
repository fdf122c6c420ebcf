// @vitest-environment jsdom
import { act, createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RealtimeError } from '../../src/errors.js';
import { RealtimeProvider, useEvent, useSSE } from '../../src/react/index.js';
import { FakeConnection } from '../fake-connection.js';
import { Page } from './page.js';

const logged = { type: 'activity_logged', activityId: 'a1', activityType: 'created', userId: 'alice', timestamp: '' } as const;
const progress = { type: 'job_progress', jobId: 'j1', jobType: 'generate-podcast', percent: 1, phase: 'script', podcastId: '1' } as const;

let page: Page;
let connection: FakeConnection;

beforeEach(() => {
  page = new Page();
  connection = new FakeConnection();
});

afterEach(() => {
  page.close();
  vi.restoreAllMocks();
});

function show(component: () => React.ReactNode): void {
  page.render(<RealtimeProvider connection={connection}>{createElement(component)}</RealtimeProvider>);
}

test('useSSE shows how the stream is', () => {
  show(() => {
    const { connectionState, error, role, tabs } = useSSE();
    return [connectionState, error?.code, role, tabs].join(' ');
  });
  expect(page.text).toBe('connecting  alone 1');

  act(() => connection.change({ state: 'error', error: new RealtimeError('attempts', 'No.'), role: 'leader', tabs: 3 }));
  expect(page.text).toBe('error attempts leader 3');
});

test('useSSE reconnects', () => {
  let reconnect!: () => void;
  show(() => {
    ({ reconnect } = useSSE());
    return null;
  });
  reconnect();

  expect(connection.reconnects).toBe(1);
});

test('a component that does not read the time of the last event does not render with each', () => {
  let renders = 0;
  show(() => {
    renders++;
    return useSSE().connectionState;
  });
  act(() => connection.goLive());
  const before = renders;
  act(() => connection.send(logged));
  act(() => connection.change({ lastEventAt: 1 }));

  expect(page.text).toBe('connected');
  expect(renders).toBe(before);
});

test('a component that reads it does', () => {
  show(() => useSSE().lastEventAt ?? 'never');
  expect(page.text).toBe('never');

  act(() => connection.change({ lastEventAt: 1 }));
  expect(page.text).toBe('1');
  act(() => connection.change({ lastEventAt: 2 }));
  expect(page.text).toBe('2');
});

test('a component that is mounted later knows the last event at once', () => {
  connection.lastEventAt = 1;
  show(() => useSSE().lastEventAt ?? 'never');

  expect(page.text).toBe('1');
});

test('useEvent calls its handler with events of its types only', () => {
  const one = vi.fn();
  const two = vi.fn();
  const any = vi.fn();
  show(() => {
    useEvent('activity_logged', one);
    useEvent(['activity_logged', 'job_progress'], two);
    useEvent('*', any);
    return null;
  });
  connection.goLive();
  connection.send(logged);
  connection.send(progress);

  expect(one.mock.calls.map(([event]) => event)).toEqual([logged]);
  expect(two.mock.calls.map(([event]) => event)).toEqual([logged, progress]);
  expect(any).toHaveBeenCalledTimes(3);
  expect(any.mock.calls[2]![1]).toMatchObject({ raw: JSON.stringify(progress) });
});

test('useEvent calls the handler of the last render, and none when unmounted', () => {
  const calls: string[] = [];
  const Toasts = ({ name }: { name: string }) => {
    useEvent('activity_logged', () => calls.push(name));
    return null;
  };
  page.render(<RealtimeProvider connection={connection}><Toasts name="first" /></RealtimeProvider>);
  page.render(<RealtimeProvider connection={connection}><Toasts name="second" /></RealtimeProvider>);
  connection.send(logged);
  page.render(<RealtimeProvider connection={connection} />);
  connection.send(logged);

  expect(calls).toEqual(['second']);
  expect(connection.listeners).toBe(0);
});

test.each([
  ['useSSE', () => useSSE().connectionState],
  ['useEvent', () => useEvent('*', () => undefined)],
])('%s outside a provider is an error', (name, hook) => {
  vi.spyOn(console, 'error').mockReturnValue();
  page.render(createElement(() => <>{hook()}</>));

  expect(page.text).toBe(`${name} needs a RealtimeProvider around it.`);
});

test('a server renders it as connecting', () => {
  const State = () => <p>{useSSE().connectionState}</p>;

  expect(renderToString(<RealtimeProvider options={{ userId: 'alice', token: () => '' }}><State /></RealtimeProvider>)).toBe('<p>connecting</p>');
});
