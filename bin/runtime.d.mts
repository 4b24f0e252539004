export function bunExecutable(): string;
