const hello = require("/opt/shared.js");
exports.handler = async (e) => ({ statusCode: 200, body: hello(e.rawPath ?? e.path) });
