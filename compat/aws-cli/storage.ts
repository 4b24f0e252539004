/** Tours of S3 and DynamoDB by the AWS CLI's own commands. */
import { expect } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cli } from "./cli.ts";

const MIB = 1024 * 1024;

export function toursStorage({ it, begin }: Cli): void {
  it("s3: mb, cp in parts, sync, ls, mv, rm, presign, rb", async () => {
    const { text, folder, refused } = await begin();
    const here = join(folder, "s3");
    mkdirSync(join(here, "site", "deep"), { recursive: true });
    // Every word differs, so that parts in a wrong order show.
    const big = Buffer.from(Uint32Array.from({ length: 5 * MIB }, (_, i) => i).buffer);
    writeFileSync(join(here, "big.bin"), big);
    writeFileSync(join(here, "site", "index.html"), "<h1>hi</h1>");
    writeFileSync(join(here, "site", "deep", "a b+c&ü.txt"), "odd name");

    await text("s3", "mb", "s3://tour");
    await text("s3", "cp", join(here, "big.bin"), "s3://tour/big.bin", "--quiet");
    await text("s3", "cp", "s3://tour/big.bin", "s3://tour/copy.bin", "--quiet");
    await text("s3", "cp", "s3://tour/copy.bin", join(here, "back.bin"), "--quiet");
    expect(readFileSync(join(here, "back.bin")).equals(big)).toBe(true);
    expect(await text("s3", "sync", join(here, "site"), "s3://tour/site")).toContain("a b+c&ü.txt");
    expect(await text("s3", "sync", join(here, "site"), "s3://tour/site")).toBe("");
    await text("s3", "sync", "s3://tour/site", join(here, "again"), "--quiet");
    expect(readdirSync(join(here, "again", "deep"))).toEqual(["a b+c&ü.txt"]);
    await text("s3", "mv", "s3://tour/site/index.html", "s3://tour/site/home.html");
    const listed = await text("s3", "ls", "s3://tour", "--recursive");
    expect(listed.split("\n").map((line) => line.slice(31))).toEqual([
      "big.bin",
      "copy.bin",
      "site/deep/a b+c&ü.txt",
      "site/home.html",
      "",
    ]);
    const emptied = join(here, "emptied");
    mkdirSync(emptied);
    const deleted = await text("s3", "sync", emptied, "s3://tour/site/deep", "--delete");
    expect(deleted).toContain("delete: s3://tour/site/deep/a b+c&ü.txt");
    expect(await text("s3", "cp", "s3://tour/site/home.html", "-")).toBe("<h1>hi</h1>");
    const url = (await text("s3", "presign", "s3://tour/site/home.html")).trim();
    expect(await (await fetch(url)).text()).toBe("<h1>hi</h1>");
    expect(await refused("s3", "cp", "s3://tour/none", here)).toContain(
      'An error occurred (404) when calling the HeadObject operation: Key "none" does not exist',
    );
    expect(await refused("s3", "rb", "s3://tour")).toContain(
      "(BucketNotEmpty) when calling the DeleteBucket operation: The bucket you tried to delete is not empty",
    );
    await text("s3", "rm", "s3://tour", "--recursive", "--quiet");
    expect(await text("s3", "rb", "s3://tour")).toContain("remove_bucket: tour");
  });

  it("s3api: versions, tags, ranges, checksums, settings that are not there", async () => {
    const { aws, folder, text, refused } = await begin();
    const bucket = ["--bucket", "api"];
    const key = [...bucket, "--key", "k"];
    const body = join(folder, "body");
    await aws("s3api", "create-bucket", ...bucket);
    await text(
      ...["s3api", "put-bucket-versioning", ...bucket],
      ...["--versioning-configuration", "Status=Enabled"],
    );
    const versions: string[] = [];
    for (const words of ["one", "two"]) {
      writeFileSync(body, words);
      const put = ["--body", body, "--checksum-algorithm", "SHA256", "--metadata", "colour=red"];
      versions.push((await aws("s3api", "put-object", ...key, ...put)).VersionId);
    }
    const listed = await aws("s3api", "list-object-versions", ...bucket);
    expect(listed.Versions.map((v: { VersionId: string }) => v.VersionId)).toEqual(
      versions.toReversed(),
    );
    const old = ["--version-id", versions[0]!, "--range", "bytes=0-1"];
    const got = await aws("s3api", "get-object", ...key, ...old, body);
    expect([readFileSync(body, "utf8"), got.ContentRange, got.Metadata]).toEqual([
      "on",
      "bytes 0-1/3",
      { colour: "red" },
    ]);
    await text(
      ...["s3api", "put-object-tagging", ...key],
      ...["--tagging", '{"TagSet": [{"Key": "a", "Value": "b"}]}'],
    );
    expect((await aws("s3api", "get-object-tagging", ...key)).TagSet).toEqual([
      { Key: "a", Value: "b" },
    ]);
    const head = await aws("s3api", "head-object", ...key, "--checksum-mode", "ENABLED");
    expect(head.ChecksumSHA256).toBe(new Bun.CryptoHasher("sha256").update("two").digest("base64"));
    expect(await refused("s3api", "get-bucket-policy", ...bucket)).toContain(
      "(NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist",
    );
    expect(await refused("s3api", "get-object", ...bucket, "--key", "none", body)).toContain(
      "(NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
    );
  });

  it("dynamodb: create, wait, items, query, scan in pages, transactions, PartiQL", async () => {
    const { aws, text, refused } = await begin();
    const table = ["--table-name", "tour"];
    await aws(
      ...["dynamodb", "create-table", ...table, "--billing-mode", "PAY_PER_REQUEST"],
      ...["--attribute-definitions", "AttributeName=p,AttributeType=S"],
      "AttributeName=s,AttributeType=N",
      ...["--key-schema", "AttributeName=p,KeyType=HASH", "AttributeName=s,KeyType=RANGE"],
    );
    await text("dynamodb", "wait", "table-exists", ...table);
    const item = (s: number) => ({ p: { S: "a" }, s: { N: String(s) }, b: { B: "AQID" } });
    const puts = [1, 2, 3, 4, 5].map((s) => ({ PutRequest: { Item: item(s) } }));
    const request = JSON.stringify({ tour: puts });
    const batch = await aws("dynamodb", "batch-write-item", "--request-items", request);
    expect(batch.UnprocessedItems).toEqual({});
    const query = await aws(
      ...["dynamodb", "query", ...table, "--key-condition-expression", "p = :p AND s > :s"],
      ...["--expression-attribute-values", '{":p": {"S": "a"}, ":s": {"N": "2"}}'],
      "--no-scan-index-forward",
    );
    expect(query.Items.map((i: { s: { N: string } }) => i.s.N)).toEqual(["5", "4", "3"]);
    const pages = await aws("dynamodb", "scan", ...table, "--page-size", "2", "--max-items", "4");
    expect([pages.Items.length, typeof pages.NextToken]).toEqual([4, "string"]);
    const key = JSON.stringify({ p: { S: "a" }, s: { N: "1" } });
    const updated = await aws(
      ...["dynamodb", "update-item", ...table, "--key", key, "--return-values", "ALL_NEW"],
      ...["--update-expression", "SET n = if_not_exists(n, :z) + :o"],
      ...["--expression-attribute-values", '{":z": {"N": "0"}, ":o": {"N": "1"}}'],
    );
    expect(updated.Attributes.n).toEqual({ N: "1" });
    const found = await aws(
      ...["dynamodb", "execute-statement", "--statement"],
      "SELECT s FROM tour WHERE p = 'a' AND s = 1",
    );
    expect(found.Items).toEqual([{ s: { N: "1" } }]);
    const check = { TableName: "tour", Key: JSON.parse(key), ConditionExpression: "n > :o" };
    const transaction = [
      { ConditionCheck: { ...check, ExpressionAttributeValues: { ":o": { N: "1" } } } },
      { Put: { TableName: "tour", Item: item(9) } },
    ];
    const items = ["--transact-items", JSON.stringify(transaction)];
    expect(await refused("dynamodb", "transact-write-items", ...items)).toContain(
      "(TransactionCanceledException) when calling the TransactWriteItems operation: Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]",
    );
    await aws("dynamodb", "delete-table", ...table);
    await text("dynamodb", "wait", "table-not-exists", ...table);
    expect(await refused("dynamodb", "describe-table", ...table)).toContain(
      "(ResourceNotFoundException) when calling the DescribeTable operation: Requested resource not found: Table: tour not found",
    );
  });
}
