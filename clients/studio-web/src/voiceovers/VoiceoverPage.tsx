export function VoiceoverPage() { return null; }
