#!/usr/bin/env node
// The installed AWS CLI against Brume.
import { runLocal } from "./local.mjs";

runLocal("aws", "the AWS CLI", "pip install awscli, or apt install awscli", "--endpoint-url");
