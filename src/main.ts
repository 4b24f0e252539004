/** `brume`: reads the command line and hands on. */
import { endWithReader, run } from "./cli/cli.ts";

process.stdout.on("error", endWithReader);
process.exitCode = await run(process.argv.slice(2), process.env);
