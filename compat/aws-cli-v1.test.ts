/** The AWS CLI 1 against Brume. */
import { installed } from "./client.ts";
import { cli } from "./aws-cli/cli.ts";
import { deploysOrders } from "./aws-cli/orders.ts";

const { file, missing } = installed("aws-cli-v1/bin/aws");
const one = cli(1, file, missing);
deploysOrders(one);
