/** Canned ACLs as CloudFormation names them: "PublicRead" is "public-read". */
export function canned(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
}
