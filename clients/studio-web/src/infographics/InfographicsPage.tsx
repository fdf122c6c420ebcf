export function InfographicsPage() { return null; }
