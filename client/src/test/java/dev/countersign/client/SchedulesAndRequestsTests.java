package dev.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.api.PaymentStatus;
import dev.countersign.api.RequestToPay;
import dev.countersign.api.ScheduleRequest;
import dev.countersign.api.ScheduleView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Calls about payments later, and about requests to pay. */
class SchedulesAndRequestsTests {
  private static final String SCHEDULE =
      """
      {"id":"sch_1","status":"active","recipient":"usr_2","amount":"5.00","currency":"USD",
       "metadata":{"rent":"1"},"starts_at":"2027-01-31T09:00","time_zone":"Europe/Prague",
       "frequency":"monthly","interval":1,"count":3,
       "coming":["2027-01-31T08:00:00Z","2027-02-28T08:00:00Z"],
       "created_at":"2026-01-01T00:00:00Z"}\
      """;
  private static final String RUN =
      """
      {"number":0,"due_at":"2027-01-31T08:00:00Z","recorded_at":"2027-01-31T08:00:01Z",
       "outcome":"refused","reason":"insufficient_funds"}\
      """;
  private static final String REQUEST =
      """
      {"id":"prq_1","status":"open","payee":"usr_1","payer":"usr_2","amount":"5.00",
       "currency":"USD","note":"The concert","created_at":"2026-01-01T00:00:00Z",
       "expires_at":"2026-01-08T00:00:00Z"}\
      """;
  private static final String POSTED =
      """
      {"id":"pay_1","type":"payment","status":"completed","amount":"5.00","currency":"USD",
       "metadata":{"payment_request":"prq_1"},"effective_at":"2026-01-01T00:00:00Z",
       "created_at":"2026-01-01T00:00:00Z"}\
      """;

  @AutoClose private final StandIn service = new StandIn();

  @AutoClose
  private final CountersignClient client =
      CountersignClient.builder(service.url()).accessToken("mine").build();

  SchedulesAndRequestsTests() throws IOException {}

  @Test
  void makeReadAndChangeSchedules() {
    service
        .answer("/v1/schedules", 201, SCHEDULE)
        .answer("/v1/schedules", 200, "{\"items\":[" + SCHEDULE + "],\"next_cursor\":\"sch_1\"}")
        .answer("/v1/schedules/sch_1", 200, SCHEDULE)
        .answer("/v1/schedules/sch_1/runs", 200, "{\"items\":[" + RUN + "]}")
        .answer("/v1/schedules/sch_1/pause", 200, SCHEDULE.replace("active", "paused"))
        .answer("/v1/schedules/sch_1/resume", 200, SCHEDULE)
        .answer("/v1/schedules/sch_1/cancel", 200, SCHEDULE.replace("active", "cancelled"));
    ScheduleView made = client.schedules().make(wish(), "k");
    assertThat(made.coming()).hasSize(2);
    assertThat(made.count()).isEqualTo(3);
    assertThat(client.schedules().list(null, 5).nextCursor()).isEqualTo("sch_1");
    assertThat(client.schedules().find("sch_1").timeZone()).isEqualTo("Europe/Prague");
    assertThat(client.schedules().runs("sch_1", null, 5).items().getFirst().reason())
        .isEqualTo("insufficient_funds");
    assertThat(client.schedules().pause("sch_1").status()).isEqualTo("paused");
    assertThat(client.schedules().resume("sch_1").status()).isEqualTo("active");
    assertThat(client.schedules().cancel("sch_1").status()).isEqualTo("cancelled");
    assertThat(asked())
        .containsExactly(
            "POST /v1/schedules",
            "GET /v1/schedules?limit=5",
            "GET /v1/schedules/sch_1",
            "GET /v1/schedules/sch_1/runs?limit=5",
            "POST /v1/schedules/sch_1/pause",
            "POST /v1/schedules/sch_1/resume",
            "POST /v1/schedules/sch_1/cancel");
    assertThat(service.asked().getFirst().header("Idempotency-key")).isEqualTo("k");
    assertThat(service.asked().getFirst().body())
        .contains("\"starts_at\":\"2027-01-31T09:00\"", "\"time_zone\":\"Europe/Prague\"")
        .contains("\"count\":3");
  }

  @Test
  void tellWhyAScheduleIsOver() {
    service.problem("/v1/schedules/sch_1/pause", 409, "schedule_ended", "{}");
    assertThatThrownBy(() -> client.schedules().pause("sch_1"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("schedule_ended");
  }

  @Test
  void askPayDeclineAndTakeBack() {
    service
        .answer("/v1/payment-requests", 201, REQUEST)
        .answer("/v1/payment-requests", 200, "{\"items\":[" + REQUEST + "]}")
        .answer("/v1/payment-requests/prq_1", 200, REQUEST)
        .answer("/v1/payment-requests/prq_1/pay", 201, POSTED)
        .answer("/v1/payment-requests/prq_1/decline", 200, REQUEST.replace("open", "declined"))
        .answer("/v1/payment-requests/prq_1/cancel", 200, REQUEST.replace("open", "cancelled"));
    var requests = client.requestsToPay();
    RequestToPay wish = new RequestToPay("ben", "5.00", "USD", "The concert", 3_600);
    assertThat(requests.ask(wish, "k").status()).isEqualTo("open");
    assertThat(requests.incoming(null, 5).items().getFirst().note()).isEqualTo("The concert");
    assertThat(requests.outgoing("prq_9", 5).nextCursor()).isNull();
    assertThat(requests.find("prq_1").payer()).isEqualTo("usr_2");
    assertThat(requests.pay("prq_1", "p").status()).isEqualTo(PaymentStatus.COMPLETED);
    assertThat(requests.decline("prq_1", "too dear").status()).isEqualTo("declined");
    assertThat(requests.cancel("prq_1").status()).isEqualTo("cancelled");
    assertThat(asked())
        .containsExactly(
            "POST /v1/payment-requests",
            "GET /v1/payment-requests?limit=5&direction=in",
            "GET /v1/payment-requests?limit=5&cursor=prq_9&direction=out",
            "GET /v1/payment-requests/prq_1",
            "POST /v1/payment-requests/prq_1/pay",
            "POST /v1/payment-requests/prq_1/decline",
            "POST /v1/payment-requests/prq_1/cancel");
    assertThat(service.asked().get(4).header("Idempotency-key")).isEqualTo("p");
    assertThat(service.asked().get(5).body()).isEqualTo("{\"reason\":\"too dear\"}");
  }

  private static ScheduleRequest wish() {
    return new ScheduleRequest(
        "ben",
        "5.00",
        "USD",
        Map.of("rent", "1"),
        "2027-01-31T09:00",
        "Europe/Prague",
        "monthly",
        null,
        null,
        3);
  }

  private List<String> asked() {
    return service.asked().stream().map(one -> one.method() + " " + one.target()).toList();
  }
}
