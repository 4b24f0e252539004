/** Amazon S3. */
import { defineService } from "#kernel/service";
import { accessLog, logAccess } from "./access-log.ts";
import { authorization } from "./authorization.ts";
import { lifecycle } from "./due.ts";
import { CONFIGURATION_BYTES } from "./limits.ts";
import * as access from "./operations/access.ts";
import * as buckets from "./operations/buckets.ts";
import * as configurations from "./operations/configurations.ts";
import * as copies from "./operations/copies.ts";
import * as listings from "./operations/listings.ts";
import * as multipart from "./operations/multipart.ts";
import * as notifications from "./operations/notifications.ts";
import * as objectSettings from "./operations/object-settings.ts";
import * as objects from "./operations/objects.ts";
import * as reading from "./operations/reading.ts";
import { resources } from "./resources.ts";
import { routes } from "./routes.ts";
import { crossOriginHeaders } from "./routes/cross-origin.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

export const service = defineService({
  id: "s3",
  tables,
  unread,
  operations: [
    buckets,
    objects,
    reading,
    copies,
    multipart,
    listings,
    access,
    configurations,
    notifications,
    objectSettings,
  ],
  answered: logAccess,
  due: { accessLog, lifecycle, restored: objectSettings.restored },
  routes,
  crossOrigin: crossOriginHeaders,
  resources,
  authorization,
  // CompleteMultipartUpload names ten thousand parts, DeleteObjects a thousand keys.
  bodyLimitBytes: 64 * CONFIGURATION_BYTES,
});
