/** The AWS CLI 2 against Brume. */
import { installed } from "./client.ts";
import { cli } from "./aws-cli/cli.ts";
import { deploysOrders } from "./aws-cli/orders.ts";

const { file, missing } = installed("aws-cli-v2/bin/aws");
const one = cli(2, file, missing);
deploysOrders(one);
