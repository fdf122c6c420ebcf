// A file of its own, and not part of the bundle: it must have run before the first paint, and inline scripts are not allowed.
try {
  const theme = localStorage.getItem('realtime-mesh.theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is blocked: the system's theme it is.
}
