package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTests {
  private static final String TOKENS =
      """
      {"access_token":"a","refresh_token":"r","token_type":"Bearer","expires_in":900,
       "user":{"id":"usr_1","email":"ada@example.org","role":"user","tenant_id":"ten_1",
       "created_at":"2026-01-01T00:00:00Z"}}\
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private HttpServer service;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/v1/auth/login", 200, TOKENS);
    answer("/v1/auth/logout", 204, "");
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "health",
        "pay",
        "hold",
        "capture",
        "void",
        "reverse",
        "account",
        "history",
        "statement",
        "reconcile",
        "schedule",
        "request",
        "users",
        "tenants"
      })
  void explainsEveryCommand(String command) {
    assertThat(run(command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"}))
        .isZero();
    assertThat(out.toString()).contains("Usage: countersign");
  }

  @Test
  void showsAccounts() throws IOException {
    answer(
        "/v1/account",
        200,
        """
        {"accounts":[{"id":"acc_1","currency":"USD","balance":"57.50","available":"57.50",
         "overdraft_limit":"0.00","kind":"standard","version":2,
         "created_at":"2026-01-01T00:00:00Z"}]}\
        """);

    assertThat(signedIn("account")).isZero();
    assertThat(out.toString()).contains("acc_1").contains("USD").contains("57.50");
    assertThat(asked).containsExactly("/v1/auth/login", "/v1/account", "/v1/auth/logout");
  }

  @Test
  void listsMakesSuspendsAndResumesTenants() throws IOException {
    String acme =
        """
        {"id":"ten_2","slug":"acme","name":"Acme","status":"%s","hosts":[],"settings":{},
         "created_at":"2026-01-01T00:00:00Z"}\
        """;
    answer("/v1/admin/tenants/acme", 200, acme.formatted("suspended"));
    answer("/v1/admin/tenants/ten_2", 200, acme.formatted("active"));
    answer("/v1/admin/tenants", 200, "{\"items\":[" + acme.formatted("active") + "]}");

    assertThat(signedIn("tenants", "list")).isZero();
    assertThat(out.toString()).contains("ten_2", "acme", "active", "Acme");
    assertThat(signedIn("tenants", "suspend", "acme")).isZero();
    assertThat(out.toString()).contains("acme is suspended.");
    assertThat(signedIn("tenants", "resume", "ten_2")).isZero();
    assertThat(out.toString()).contains("acme is active.");

    service.removeContext("/v1/admin/tenants");
    answer("/v1/admin/tenants", 201, acme.formatted("active"));
    assertThat(
            signedIn(
                "tenants",
                "create",
                "acme",
                "--administrator",
                "ada@example.org",
                "--host",
                "acme.example.org"))
        .isZero();
    assertThat(String.join("", bodies))
        .contains("\"slug\":\"acme\"", "\"name\":\"acme\"")
        .contains("\"administrator_email\":\"ada@example.org\"", "[\"acme.example.org\"]");
  }

  @Test
  void signsInWithASecondFactor() throws IOException {
    service.removeContext("/v1/auth/login");
    answer(
        "/v1/auth/login",
        403,
        """
        {"type":"t","title":"t","status":403,"detail":"A second factor is due.",
         "code":"mfa_required","request_id":"r","errors":[],"context":{"mfa_token":"waiting"}}\
        """);
    answer(
        "/v1/auth/mfa/initiate",
        200,
        """
        {"challenge_id":"asked","method":{"method_id":"mfa_1","type":"totp","name":"Telephone",
         "is_primary":true,"is_verified":true,"created_at":"2026-01-01T00:00:00Z"},
         "expires_in":300,"tries_left":3,"methods":[]}\
        """);
    answer(
        "/v1/auth/mfa/verify",
        200,
        TOKENS.replaceFirst("}$", "")
            + ",\"acr\":\"urn:countersign:acr:mfa\",\"auth_time\":\"2026-01-01T00:00:00Z\"}");
    answer("/v1/account", 200, "{\"accounts\":[]}");

    assertThat(signedIn("account", "--code", "123456")).isZero();

    assertThat(asked)
        .containsExactly(
            "/v1/auth/login",
            "/v1/auth/mfa/initiate",
            "/v1/auth/mfa/verify",
            "/v1/account",
            "/v1/auth/logout");
    assertThat(bodies).anyMatch(body -> body.contains("\"mfa_token\":\"waiting\""));
    assertThat(bodies)
        .anyMatch(body -> body.contains("\"challenge_id\":\"asked\"") && body.contains("123456"));
    assertThat(tokens).endsWith("Bearer a", "Bearer a");
  }

  @Test
  void saysWhatIsMissingWhereASecondFactorIsDueAndNobodyCanBeAsked() throws IOException {
    service.removeContext("/v1/auth/login");
    answer(
        "/v1/auth/login",
        403,
        """
        {"type":"t","title":"t","status":403,"detail":"A second factor has to be set up.",
         "code":"mfa_enrolment_required","request_id":"r","errors":[],"context":{}}\
        """);

    assertThat(signedIn("account")).isEqualTo(Failures.REFUSED);
    assertThat(err.toString()).startsWith("A second factor has to be set up.");
  }

  @Test
  void saysWhyThePaymentWasRefusedAndSignsOut() throws IOException {
    answer(
        "/v1/payments",
        422,
        """
        {"type":"t","title":"t","status":422,"detail":"Balance 5.00 < required 50.00",
         "code":"insufficient_funds","request_id":"r","errors":[],"context":{}}\
        """);

    assertThat(signedIn("pay", "grace@example.org", "50.00", "USD")).isEqualTo(Failures.REFUSED);
    assertThat(err.toString())
        .startsWith("Balance 5.00 < required 50.00 (insufficient_funds, status 422, request ")
        .doesNotContain("Exception");
    assertThat(asked).endsWith("/v1/auth/logout");
  }

  @Test
  void holdsCapturesVoidsAndReverses() throws IOException {
    String payment =
        """
        {"id":"pay_1","type":"%s","status":"%s","amount":"5.00","currency":"USD","metadata":{},
         "effective_at":"2026-01-01T00:00:00Z","created_at":"2026-01-01T00:00:00Z"}\
        """;
    answer("/v1/payments/pay_1/capture", 201, payment.formatted("capture", "completed"));
    answer("/v1/payments/pay_1/void", 201, payment.formatted("payment", "cancelled"));
    answer("/v1/payments/pay_1/reverse", 201, payment.formatted("reversal", "completed"));
    answer("/v1/payments", 201, payment.formatted("payment", "pending"));

    assertThat(signedIn("hold", "grace@example.org", "5.00", "USD", "--days", "2")).isZero();
    assertThat(signedIn("capture", "pay_1", "--amount", "5.00", "--final")).isZero();
    assertThat(signedIn("void", "pay_1")).isZero();
    assertThat(signedIn("reverse", "pay_1", "--reason", "returned")).isZero();
    assertThat(out.toString())
        .contains("pay_1 payment 5.00 USD: pending")
        .contains("pay_1 capture 5.00 USD: completed")
        .contains("pay_1 payment 5.00 USD: cancelled")
        .contains("pay_1 reversal 5.00 USD: completed");
    assertThat(signedIn("reverse", "pay_1")).isEqualTo(Failures.MISUSED);
  }

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

  @Test
  void tellsWhatBecameOfEachLineOfAnImport() throws IOException {
    answer(
        "/v1/admin/users/batch",
        200,
        """
        {"dry_run":true,"results":[
          {"index":0,"status":"created"},
          {"index":1,"status":"refused","code":"unsafe_hash","message":"Leave it out."},
          {"index":2,"status":"existing","id":"usr_1"}]}\
        """);
    Path file =
        Files.writeString(
            directory.resolve("people.csv"),
            """
            email,password_hash
            a@example.org,$2b$...
            only one cell
            b@example.org,hunter2
            c@example.org,
            """);

    assertThat(signedIn("users", "import", file.toString(), "--dry-run"))
        .isEqualTo(Failures.FAILED);

    assertThat(out.toString().lines())
        .containsExactly(
            "line 3: unreadable: There are 1 cells, and 2 columns.",
            "line 4: unsafe_hash: Leave it out.",
            "Nothing was changed. It would be: 1 created, 1 existing, 2 refused.");
    assertThat(out.toString()).doesNotContain("hunter2").doesNotContain("example.org");
    assertThat(err.toString()).contains("People 4 of 4");
    assertThat(asked).contains("/v1/admin/users/batch");
  }

  @Test
  void saysWhatIsWrongWithAFileBeforeAnythingIsSent() throws IOException {
    Path file = Files.writeString(directory.resolve("people.csv"), "name,mail\n");
    assertThat(signedIn("users", "import", file.toString())).isEqualTo(Failures.MISUSED);
    assertThat(err.toString()).contains("no column \"name\"");
    assertThat(signedIn("users", "import", directory.resolve("nothing.csv").toString()))
        .isEqualTo(Failures.MISUSED);
    assertThat(asked).isEmpty();
  }

  @Test
  void asksWhoYouAre() {
    assertThat(run("account", "--server", url())).isEqualTo(Failures.MISUSED);
    assertThat(err.toString()).startsWith("Who are you?");
  }

  @Test
  void refusesToSendSecretsInTheClear() {
    assertThat(run("health", "--server", "http://pay.example.org")).isEqualTo(Failures.MISUSED);
    assertThat(err.toString()).contains("https");
  }

  @Test
  void saysHowToStartAServiceThatIsNotThere() {
    service.stop(0);

    assertThat(run("health", "--server", url())).isEqualTo(Failures.UNREACHABLE);
    assertThat(err.toString()).contains("countersign serve");
  }

  @Test
  void tellsUnknownCommandsApart() {
    assertThat(run("dance")).isEqualTo(Failures.MISUSED);
    assertThat(err.toString()).contains("dance");
  }

  private int signedIn(String... arguments) throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "correct horse battery\n");
    List<String> all = new CopyOnWriteArrayList<>(arguments);
    all.addAll(
        List.of(
            "--server", url(), "-u", "ada@example.org", "--password-file", password.toString()));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String url() {
    return "http://127.0.0.1:" + service.getAddress().getPort();
  }

  private void answer(String path, int status, String body) {
    service.createContext(
        path,
        exchange -> {
          try (exchange) {
            asked.add(exchange.getRequestURI().getPath());
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (token != null) {
              tokens.add(token);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }
}
