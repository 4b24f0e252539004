// Takes orders and shows them. It brings no SDK of its own: it signs its calls with the credentials
// of its role, as any AWS client would.
const { call } = require("./aws.js");

exports.handler = async (event) => {
  if (event.requestContext.http.method === "GET") return read(event.pathParameters.id);
  const order = JSON.parse(event.body ?? "{}");
  if (typeof order.customer !== "string" || !(order.total > 0))
    return answer(400, { message: "An order has a customer and a total above 0." });
  const id = event.requestContext.requestId;
  await call("dynamodb", "DynamoDB_20120810.PutItem", {
    TableName: process.env.TABLE,
    Item: {
      id: { S: id },
      customer: { S: order.customer },
      total: { N: String(order.total) },
      state: { S: "new" },
    },
  });
  await call("sns", undefined, {
    Action: "Publish",
    Version: "2010-03-31",
    TopicArn: process.env.TOPIC,
    Message: JSON.stringify({ id, ...order }),
    "MessageAttributes.entry.1.Name": "total",
    "MessageAttributes.entry.1.Value.DataType": "Number",
    "MessageAttributes.entry.1.Value.StringValue": String(order.total),
  });
  console.log(`order ${id} of ${order.customer} over ${order.total}`);
  return answer(201, { id });
};

async function read(id) {
  const { Item } = await call("dynamodb", "DynamoDB_20120810.GetItem", {
    TableName: process.env.TABLE,
    Key: { id: { S: id } },
    ConsistentRead: true,
  });
  if (!Item) return answer(404, { message: `There is no order ${id}.` });
  return answer(200, {
    id,
    customer: Item.customer.S,
    total: Number(Item.total.N),
    state: Item.state.S,
  });
}

const answer = (statusCode, body) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
