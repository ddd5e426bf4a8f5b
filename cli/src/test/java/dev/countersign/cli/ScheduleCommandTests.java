package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is paid later, and what somebody is asked to pay. */
class ScheduleCommandTests extends CommandRun {
  @Test
  void makesListsPausesAndCancelsSchedules() throws IOException {
    String schedule =
        """
        {"id":"sch_1","status":"%s","recipient":"usr_2","amount":"5.00","currency":"USD",
         "metadata":{},"starts_at":"2027-01-31T09:00","time_zone":"Europe/Prague",
         "frequency":"monthly","interval":2,"coming":%s,"created_at":"2026-01-01T00:00:00Z"}\
        """;
    String active = schedule.formatted("active", "[\"2027-01-31T08:00:00Z\"]");
    answer("/v1/schedules", 201, active);
    answer("/v1/schedules/sch_1/pause", 200, schedule.formatted("paused", "[]"));
    answer("/v1/schedules/sch_1/resume", 200, active);
    answer("/v1/schedules/sch_1/cancel", 200, schedule.formatted("cancelled", "[]"));
    answer(
        "/v1/schedules/sch_1/runs",
        200,
        """
        {"items":[
          {"number":1,"due_at":"2027-03-31T07:00:00Z","recorded_at":"2027-03-31T07:00:01Z",
           "outcome":"refused","reason":"insufficient_funds"},
          {"number":0,"due_at":"2027-01-31T08:00:00Z","recorded_at":"2027-01-31T08:00:01Z",
           "outcome":"paid","payment_id":"pay_1"}],"next_cursor":"0"}\
        """);

    assertThat(
            signedIn(
                "schedule",
                "make",
                "usr_2",
                "5.00",
                "USD",
                "--first",
                "2027-01-31T09:00",
                "--zone",
                "Europe/Prague",
                "--every",
                "monthly",
                "--interval",
                "2"))
        .isZero();
    assertThat(bodies)
        .anyMatch(body ->
            body.contains("\"time_zone\":\"Europe/Prague\"") && body.contains("\"interval\":2"));
    assertThat(signedIn("schedule", "pause", "sch_1")).isZero();
    assertThat(signedIn("schedule", "resume", "sch_1")).isZero();
    assertThat(signedIn("schedule", "cancel", "sch_1")).isZero();
    assertThat(signedIn("schedule", "runs", "sch_1")).isZero();
    assertThat(out.toString())
        .contains(
            "sch_1 5.00 USD to usr_2, monthly by 2 from 2027-01-31T09:00 Europe/Prague: active,"
                + " next 2027-01-31T08:00:00Z")
        .contains(": paused", ": cancelled")
        .contains("2027-03-31T07:00:00Z refused insufficient_funds")
        .contains("2027-01-31T08:00:00Z paid pay_1")
        .contains("More with --cursor 0");
    assertThat(signedIn("schedule", "make", "usr_2", "5.00", "USD")).isEqualTo(Failures.MISUSED);
  }

  @Test
  void asksPaysAndDeclines() throws IOException {
    String request =
        """
        {"id":"prq_1","status":"%s","payee":"usr_1","payer":"usr_2","amount":"5.00",
         "currency":"USD","note":"The concert",%s"created_at":"2026-01-01T00:00:00Z",
         "expires_at":"2026-01-08T00:00:00Z"}\
        """;
    answer("/v1/payment-requests", 201, request.formatted("open", ""));
    answer(
        "/v1/payment-requests/prq_1/pay",
        201,
        """
        {"id":"pay_1","type":"payment","status":"completed","amount":"5.00","currency":"USD",
         "metadata":{},"effective_at":"2026-01-01T00:00:00Z","created_at":"2026-01-01T00:00:00Z"}\
        """);
    answer(
        "/v1/payment-requests/prq_1/decline",
        200,
        request.formatted("declined", "\"reason\":\"too dear\","));
    answer("/v1/payment-requests/prq_1/cancel", 200, request.formatted("cancelled", ""));

    assertThat(signedIn("request", "ask", "usr_2", "5.00", "USD", "--note", "The concert"))
        .isZero();
    assertThat(bodies).anyMatch(body -> body.contains("\"expires_in\":604800"));
    assertThat(signedIn("request", "pay", "prq_1")).isZero();
    assertThat(signedIn("request", "decline", "prq_1", "--reason", "too dear")).isZero();
    assertThat(signedIn("request", "cancel", "prq_1")).isZero();
    assertThat(out.toString())
        .contains(
            "prq_1 usr_1 asks usr_2 for 5.00 USD (The concert): open until 2026-01-08T00:00:00Z")
        .contains("pay_1 payment 5.00 USD: completed")
        .contains("declined, too dear")
        .contains(": cancelled");
    assertThat(signedIn("request", "decline", "prq_1")).isEqualTo(Failures.MISUSED);
  }

  @Test
  void listsWhatIsScheduledAndAskedFor() throws IOException {
    answer(
        "/v1/schedules",
        200,
        """
        {"items":[{"id":"sch_1","status":"finished","recipient":"usr_2","amount":"5.00",
         "currency":"USD","metadata":{},"starts_at":"2027-01-31T09:00","time_zone":"UTC",
         "frequency":"once","interval":1,"coming":[],"created_at":"2026-01-01T00:00:00Z"}],
         "next_cursor":"sch_1"}\
        """);
    answer("/v1/payment-requests", 200, "{\"items\":[],\"next_cursor\":\"prq_0\"}");
    assertThat(signedIn("schedule", "list")).isZero();
    assertThat(signedIn("request", "list")).isZero();
    assertThat(signedIn("request", "list", "--mine", "--cursor", "prq_9")).isZero();
    assertThat(out.toString())
        .contains("once from 2027-01-31T09:00 UTC: finished")
        .contains("More with --cursor sch_1", "More with --cursor prq_0");
  }
}
