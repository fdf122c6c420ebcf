export function VoiceoversPage() { return null; }
