// Connects as the address says, and keeps what comes where a test can read it. The heartbeat is that of the mesh.
import { connect } from '@realtime-mesh/client';

const { stream, user, token } = Object.fromEntries(new URLSearchParams(location.search));

const seen = [];
const connection = connect({ url: stream, userId: user, token: () => token, heartbeat: 2_000 });
connection.onEvent((event, info) => seen.push({ id: info.id ?? null, ...event }));

let restored = 0;
addEventListener('pageshow', (event) => (restored += event.persisted ? 1 : 0));

globalThis.tab = { connection, seen, restored: () => restored };
