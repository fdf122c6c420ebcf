export function InfographicPage() { return null; }
