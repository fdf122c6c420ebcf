export function PodcastPage() { return null; }
