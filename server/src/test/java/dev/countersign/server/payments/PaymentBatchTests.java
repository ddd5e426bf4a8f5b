package dev.countersign.server.payments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PaymentBatchRequest;
import dev.countersign.api.PaymentItem;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class PaymentBatchTests {
  private static final String PATH = "/v1/transactions/batch";

  private final int port;
  private final Purses purses;

  PaymentBatchTests(@LocalServerPort int port, TestDatabase database) {
    this.port = port;
    this.purses = new Purses(port, database);
  }

  @Test
  void judgesEachByItselfAndAnswersInOrder() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    List<JsonNode> verdicts =
        verdicts(
            batch(ann, Purses.newKey(), "", item(ben, "4.00"), item(ben, "7.00"), item(ben, "6.00"))
                .expect(200));
    assertThat(verdicts)
        .map(PaymentBatchTests::status)
        .containsExactly("completed", "refused", "completed");
    assertThat(verdicts.get(1).path("code").asString()).isEqualTo("insufficient_funds");
    assertThat(verdicts.get(2).path("payment").path("amount").asString()).isEqualTo("6.00");
    assertThat(ben.balance()).isEqualTo("10.00");
  }

  @Test
  void paysNothingTwiceWhenTheBatchIsSentAgain() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    String key = Purses.newKey();
    List<JsonNode> first = verdicts(batch(ann, key, "", item(ben, "1.00"), item(ben, "2.00")));
    List<JsonNode> again = verdicts(batch(ann, key, "", item(ben, "1.00"), item(ben, "2.00")));
    assertThat(again).allMatch(verdict -> verdict.path("replayed").asBoolean());
    assertThat(again)
        .map(PaymentBatchTests::payment)
        .isEqualTo(first.stream().map(PaymentBatchTests::payment).toList());
    assertThat(ann.balance()).isEqualTo("7.00");
  }

  @Test
  void paysAllOrNone() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    List<JsonNode> refused =
        verdicts(
            batch(ann, Purses.newKey(), "?atomic=true", item(ben, "4.00"), item(ben, "7.00"))
                .expect(200));
    assertThat(refused)
        .map(verdict -> verdict.path("code").asString())
        .containsExactly("linked_refused", "insufficient_funds");
    assertThat(ann.balance()).isEqualTo("10.00");
    List<JsonNode> paid =
        verdicts(batch(ann, Purses.newKey(), "?atomic=true", item(ben, "4.00"), item(ben, "6.00")));
    assertThat(paid).map(PaymentBatchTests::status).containsOnly("completed");
    assertThat(ann.balance()).isEqualTo("0.00");
  }

  @Test
  void paysNoneWhereOneOfAllOrNoneCannotBeRead() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    List<JsonNode> refused =
        verdicts(batch(ann, Purses.newKey(), "?atomic=true", item(ben, "4.00"), item(ben, "1e1")));
    assertThat(refused.getFirst().path("context").path("failed_position").asString())
        .isEqualTo("1");
    assertThat(ann.balance()).isEqualTo("10.00");
  }

  @Test
  void takesLinesAndAnswersLines() {
    Purse ann = purses.with("2000.00", "USD");
    Purse ben = purses.empty();
    String lines =
        IntStream.range(0, 1_700)
            .mapToObj(index -> index == 1_234 ? "{\"recipient\":1}" : line(ben, "1.00"))
            .collect(Collectors.joining("\n"));
    List<JsonNode> verdicts = lines(ann, Purses.newKey(), "", "\r\n\n" + lines + "\n");
    assertThat(verdicts).hasSize(1_700);
    assertThat(IntStream.range(0, 1_700))
        .allMatch(index -> verdicts.get(index).path("index").asInt() == index);
    assertThat(verdicts.get(1_234).path("message").asString()).startsWith("recipient: ");
    assertThat(ann.balance()).isEqualTo("301.00");
  }

  /** What is not read fills the buffers of both sides, and then each would wait for the other. */
  @Test
  void answersAClientThatReadsOnlyOnceItHasSentEverything() throws IOException {
    Purse ann = purses.with("20000.00", "USD");
    Purse ben = purses.empty();
    int count = 20_000;
    byte[] body = (line(ben, "1.00") + "\n").repeat(count).getBytes(UTF_8);
    String head =
        """
        POST %s HTTP/1.0
        Host: localhost
        Authorization: Bearer %s
        Idempotency-Key: %s
        Content-Type: application/x-ndjson
        Content-Length: %d

        """
            .formatted(PATH, ann.token().accessToken(), Purses.newKey(), body.length)
            .replace("\n", "\r\n");
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(body);
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer.lines().filter(line -> line.contains("\"completed\"")).count())
          .isEqualTo(count);
    }
    assertThat(ann.balance()).isEqualTo("0.00");
  }

  @Test
  void goesOnFromWhereAConnectionBroke() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    String key = Purses.newKey();
    String three = line(ben, "1.00") + "\n" + line(ben, "2.00") + "\n" + line(ben, "3.00");
    lines(ann, key, "", three);
    // The client has seen one answer only.
    List<JsonNode> rest =
        lines(
            ann,
            key,
            "?offset=1",
            line(ben, "2.00") + "\n" + line(ben, "3.00") + "\n" + line(ben, "4.00"));
    assertThat(rest).map(verdict -> verdict.path("index").asInt()).containsExactly(1, 2, 3);
    assertThat(rest)
        .map(verdict -> verdict.path("replayed").asBoolean())
        .containsExactly(true, true, false);
    assertThat(ann.balance()).isEqualTo("0.00");
  }

  @Test
  void refusesALineThatIsTooLongAndReadsTheNext() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    String tooLong = "{\"recipient\":\"" + "x".repeat(20_000) + "\"}";
    List<JsonNode> verdicts = lines(ann, Purses.newKey(), "", tooLong + "\n" + line(ben, "1.00"));
    assertThat(verdicts).map(PaymentBatchTests::status).containsExactly("refused", "completed");
    assertThat(verdicts.getFirst().path("code").asString()).isEqualTo("payload_too_large");
  }

  @Test
  void wantsAKeyAndSomethingToPay() {
    Purse ann = purses.empty();
    PaymentItem one = item(ann, "1.00");
    assertThat(ann.api().post(PATH, new PaymentBatchRequest(List.of(one))).expect(400).code())
        .isEqualTo("idempotency_key_required");
    assertThat(batch(ann, Purses.newKey(), "").expect(400).code()).isEqualTo("invalid_request");
    Answer nothing =
        lineClient(ann, Purses.newKey())
            .send("POST", PATH, BodyPublishers.ofString("\n\n"))
            .expect(400);
    assertThat(nothing.code()).isEqualTo("invalid_request");
  }

  private static Answer batch(Purse payer, String key, String query, PaymentItem... items) {
    return payer
        .api()
        .with("Idempotency-Key", key)
        .post(PATH + query, new PaymentBatchRequest(List.of(items)));
  }

  private static List<JsonNode> verdicts(Answer answer) {
    List<JsonNode> verdicts = new ArrayList<>();
    answer.json().path("transactions").forEach(verdicts::add);
    return verdicts;
  }

  private static List<JsonNode> lines(Purse payer, String key, String query, String body) {
    String answer =
        lineClient(payer, key)
            .send("POST", PATH + query, BodyPublishers.ofString(body))
            .expect(200)
            .text();
    return answer.lines().map(JsonMapper.shared()::readTree).toList();
  }

  private static ApiClient lineClient(Purse payer, String key) {
    return payer.api().with("Content-Type", "application/x-ndjson").with("Idempotency-Key", key);
  }

  private static PaymentItem item(Purse payee, String amount) {
    return new PaymentItem(payee.email(), amount, "USD");
  }

  private static String line(Purse payee, String amount) {
    return JsonMapper.shared().writeValueAsString(item(payee, amount));
  }

  private static String status(JsonNode verdict) {
    return verdict.path("status").asString();
  }

  private static String payment(JsonNode verdict) {
    return verdict.path("payment").toString();
  }
}
