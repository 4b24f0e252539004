// Works orders off the queue. One that cannot be worked is reported alone, and comes again.
const { call } = require("./aws.js");

exports.handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const { body, messageId } of Records)
    try {
      const order = JSON.parse(body);
      if (order.customer === "nobody") throw new Error("nobody to send it to");
      await call("dynamodb", "DynamoDB_20120810.UpdateItem", {
        TableName: process.env.TABLE,
        Key: { id: { S: order.id } },
        UpdateExpression: "SET #state = :done",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":done": { S: "fulfilled" } },
      });
      console.log(`order ${order.id} fulfilled`);
    } catch (error) {
      console.log(`message ${messageId} failed: ${error.message}`);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  return { batchItemFailures };
};
