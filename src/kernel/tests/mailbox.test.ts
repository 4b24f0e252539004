import { expect, test } from "bun:test";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { testBrume } from "#test/harness/brume";

/** Just enough of SMTP to take letters, or to refuse them. */
function mailServer(refuse: () => boolean) {
  const letters: string[] = [];
  const speak = (socket: Socket): void => {
    let text = "";
    let letter: string | undefined;
    socket.write("220 here\r\n");
    socket.on("data", (piece) => {
      text += piece.toString();
      for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (letter !== undefined && line !== ".") letter += `${line}\n`;
        else if (letter !== undefined) {
          letters.push(letter);
          letter = undefined;
          socket.write("250 taken\r\n");
        } else if (line === "DATA") {
          letter = "";
          socket.write("354 go on\r\n");
        } else if (line.startsWith("RCPT") && refuse()) socket.write("550 nobody\r\n");
        else if (line === "QUIT") socket.end("221 bye\r\n");
        else socket.write("250 well\r\n");
      }
    });
  };
  const server = createServer(speak);
  return { server, letters };
}

test("letters are kept, newest first, and e-mail goes to the mail server too", async () => {
  let refusing = true;
  const { server, letters } = mailServer(() => refusing);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const brume = await testBrume({ settings: ["--smtp", `smtp://127.0.0.1:${port}`] });
  const { mailbox } = brume.kernel;
  const email = {
    medium: "email",
    service: "sns",
    from: "no-reply@sns.amazonaws.com",
    to: "ada@example.com",
    subject: "Grüße",
    body: "Hello\n.\nAda",
  } as const;
  const put = () => mailbox.put("000000000000", "us-east-1", email);
  expect(await put().catch((error: Error) => error.message)).toContain("nobody");
  expect(await mailbox.last({ limit: 10 })).toEqual([]);
  refusing = false;
  await put();
  await mailbox.put("000000000000", "us-east-1", {
    medium: "sms",
    service: "sns",
    from: "NOTICE",
    to: "+15550100",
    body: "Hello",
  });
  expect(letters).toHaveLength(1);
  expect(letters[0]).toContain("To: ada@example.com");
  expect(letters[0]).toContain("Subject: =?UTF-8?");
  const seen = await fetch(`${brume.url}/_brume/mailbox`).then((answer) => answer.json());
  expect(seen).toMatchObject({ letters: [{ to: "+15550100" }, email] });
  const texts = await fetch(`${brume.url}/_brume/mailbox?medium=sms&to=%2B15550100&limit=1`);
  expect(await texts.json()).toMatchObject({ letters: [{ medium: "sms", body: "Hello" }] });
  expect((await fetch(`${brume.url}/_brume/mailbox?limit=x`)).status).toBe(400);
  await brume.stop();
  server.close();
});
