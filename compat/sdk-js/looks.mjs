// What the application did, seen by the AWS SDK for JavaScript: `node looks.mjs <what> <where>...`
// prints it as JSON.
import { CloudWatchLogs, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SQS } from "@aws-sdk/client-sqs";

const looks = {
  async item(TableName, id) {
    return (await new DynamoDB().getItem({ TableName, Key: { id: { S: id } } })).Item;
  },
  async receive(QueueUrl) {
    const sqs = new SQS();
    const { Messages } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 10 });
    const [{ Body, ReceiptHandle }] = Messages;
    await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
    return Body;
  },
  async logLines(logGroupName) {
    const lines = [];
    const client = new CloudWatchLogs();
    for await (const page of paginateFilterLogEvents({ client }, { logGroupName }))
      lines.push(...page.events.map((e) => e.message));
    return lines;
  },
};

const [what, ...where] = process.argv.slice(2);
console.log(JSON.stringify((await looks[what](...where)) ?? null));
