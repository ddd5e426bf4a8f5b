package dev.countersign.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How fast payments are, side by side with a ledger in PL/pgSQL on the same machine in one run:
 * over HTTP with token, limits and audit, spread over many accounts and into a single one, by 16
 * and by 32 clients; a stream of lines; a lone caller. Only 201 counts; other answers are printed.
 *
 * <pre>java -cp … dev.countersign.benchmarks.PaymentsRun [seconds]</pre>
 */
final class PaymentsRun {
  private static final int PEOPLE = 64;
  private static final int LINES = 100_000;
  private static final int SET = 200;
  private static final String COMMITS = "countersign_ledger_commits_seconds";
  private static final int LONE_CALLS = 2_000;

  private final ServiceProcess service;
  private final Payers payers;
  private final Duration time;

  private PaymentsRun(ServiceProcess service, Payers payers, Duration time) {
    this.service = service;
    this.payers = payers;
    this.time = time;
  }

  static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
    Duration time = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 20);
    double peer;
    double raw;
    double lone;
    try (PeerLedger ledger = PeerLedger.start(Files.createTempDirectory("countersign-peer"))) {
      ledger.posting(32, false, time.dividedBy(2));
      peer = 0;
      for (int clients : List.of(16, 32)) {
        double spread = ledger.posting(clients, false, time);
        peer = Math.max(peer, spread);
        System.out.printf(
            "PL/pgSQL, %d clients: %.0f/s spread, %.0f/s into one account%n",
            clients, spread, ledger.posting(clients, true, time));
      }
      raw = ledger.setBased(SET, time);
      lone = ledger.loneMillis(LONE_CALLS);
      System.out.printf(
          "set-based SQL, %d a statement: %.0f/s; a lone PL/pgSQL call: %.2f ms%n", SET, raw, lone);
    }
    Path directory = Files.createTempDirectory("countersign-payments");
    try (ServiceProcess service = ServiceProcess.start(directory, Payers.SETTINGS)) {
      Payers payers = Payers.register(service, PEOPLE);
      payers.warmUp();
      new PaymentsRun(service, payers, time).measure(peer, raw, lone);
    }
  }

  private void measure(double peer, double raw, double loneCall)
      throws IOException, InterruptedException {
    double best = 0;
    double hot = 0;
    for (int clients : List.of(16, 32)) {
      best = Math.max(best, payers.rate("spread", 201, clients, time, payers::spread));
      hot = Math.max(hot, payers.rate("into one account", 201, clients, time, payers::hot));
    }
    System.out.printf("over HTTP: %.2f of PL/pgSQL; hot %.2f of spread%n", best / peer, hot / best);
    lines(LINES / 10);
    double streamed = lines(LINES);
    System.out.printf("lines: %.0f/s, %.2f of set-based SQL%n", streamed, streamed / raw);
    lone(loneCall);
    System.out.printf("resident memory of the service: %d MiB%n", service.residentMebibytes());
  }

  private double lines(int count) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder(count * 70);
    for (int line = 0; line < count; line++) {
      text.append(Payers.payment(Payers.email(1 + line % (PEOPLE - 1)))).append('\n');
    }
    return payers.lines(count, BodyPublishers.ofString(text.toString()));
  }

  private void lone(double loneCall) throws IOException, InterruptedException {
    URI base = service.base();
    List<byte[]> payments = new ArrayList<>();
    List<byte[]> empty = new ArrayList<>();
    Supplier<byte[]> next = payers.spread(0);
    for (int call = 0; call < LONE_CALLS; call++) {
      payments.add(next.get());
      empty.add(HttpLoad.request("GET", base, "/health/live", Map.of(), ""));
    }
    double commits = payers.metric(COMMITS + "_count");
    double seconds = payers.metric(COMMITS + "_sum");
    double payment = median(HttpLoad.times(base, payments, 201));
    double commit =
        1_000
            * (payers.metric(COMMITS + "_sum") - seconds)
            / (payers.metric(COMMITS + "_count") - commits);
    double request = median(HttpLoad.times(base, empty, 200));
    System.out.printf(
        "lone caller: p50 %.2f ms; an empty request %.2f ms; the payment's statements and commit on"
            + " their own %.2f ms, with the request %.2f times; a lone PL/pgSQL call with the"
            + " request %.2f times%n",
        payment, request, commit, payment / (request + commit), payment / (request + loneCall));
  }

  private static double median(double[] millis) {
    Arrays.sort(millis);
    return millis[millis.length / 2];
  }
}
