import com.amazon.sqs.javamessaging.AmazonSQSExtendedClient;
import com.amazon.sqs.javamessaging.ExtendedClientConfiguration;
import java.net.URI;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The Amazon SQS Extended Client Library for Java: payloads over the limit, through S3. */
final class Tour {
  static final String LARGE = "ja".repeat(1_500_000);
  // The SDK that the library pins is older than AWS_ENDPOINT_URL.
  static final URI ENDPOINT = URI.create(System.getenv("AWS_ENDPOINT_URL"));

  public static void main(String[] given) {
    var s3 = S3Client.builder().endpointOverride(ENDPOINT).forcePathStyle(true).build();
    var plain = SqsClient.builder().endpointOverride(ENDPOINT).build();
    var configuration =
        new ExtendedClientConfiguration().withPayloadSupportEnabled(s3, "payloads-ja");
    var sqs = new AmazonSQSExtendedClient(plain, configuration);
    if (given[0].equals("receive")) received(sqs, given[1], given[2]);
    else tour(sqs, s3);
  }

  static void tour(SqsClient sqs, S3Client s3) {
    s3.createBucket(r -> r.bucket("payloads-ja"));
    var url = sqs.createQueue(r -> r.queueName("extended-ja")).queueUrl();
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("small"));
    sqs.sendMessage(r -> r.queueUrl(url).messageBody(LARGE));
    same(1, held(s3), "objects after one large message");
    sqs.sendMessageBatch(
        r ->
            r.queueUrl(url)
                .entries(
                    IntStream.range(0, 3)
                        .mapToObj(
                            i ->
                                software.amazon.awssdk.services.sqs.model
                                    .SendMessageBatchRequestEntry.builder()
                                    .id(String.valueOf(i))
                                    .messageBody(LARGE.substring(i))
                                    .build())
                        .collect(Collectors.toList())));
    same(4, held(s3), "objects after a batch of three");
    var got =
        sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
    var wanted =
        new TreeSet<>(
            List.of("small", LARGE, LARGE.substring(1), LARGE.substring(2)));
    same(5, got.size(), "messages");
    same(wanted, got.stream().map(Message::body).collect(Collectors.toCollection(TreeSet::new)), "bodies");
    for (var message : got)
      sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
    same(0, held(s3), "objects after the deletions");
  }

  /** Receives what the client of another language sent: so many characters through S3. */
  static void received(SqsClient sqs, String url, String length) {
    var got = sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(5)).messages();
    same(1, got.size(), "messages");
    same(Integer.parseInt(length), got.get(0).body().length(), "characters");
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(got.get(0).receiptHandle()));
  }

  static int held(S3Client s3) {
    return s3.listObjectsV2(r -> r.bucket("payloads-ja")).contents().size();
  }

  static void same(Object wanted, Object got, String what) {
    if (!wanted.equals(got)) {
      var text = String.valueOf(got);
      throw new AssertionError(what + ": " + text.substring(0, Math.min(200, text.length())));
    }
  }
}
