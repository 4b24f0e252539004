/** The AWS CLI 2 against Brume. */
import { installed } from "./client.ts";
import { cli } from "./aws-cli/cli.ts";
import { toursCompute } from "./aws-cli/compute.ts";
import { toursEvents } from "./aws-cli/events.ts";
import { toursMessages } from "./aws-cli/messages.ts";
import { deploysOrders } from "./aws-cli/orders.ts";
import { toursSecurity } from "./aws-cli/security.ts";
import { readsSettings } from "./aws-cli/settings.ts";
import { toursStorage } from "./aws-cli/storage.ts";
import { toursStreams } from "./aws-cli/streams.ts";

const one = cli(2, installed("aws-cli-v2/bin/aws"));
deploysOrders(one);
toursStorage(one);
toursMessages(one);
toursSecurity(one);
toursCompute(one);
readsSettings(one);
// These move the clock ahead.
toursEvents(one);
toursStreams(one);
