#!/usr/bin/env node
// The installed SAM CLI against Brume.
import { runLocal } from "./local.mjs";

runLocal("sam", "the SAM CLI", "pip install aws-sam-cli");
