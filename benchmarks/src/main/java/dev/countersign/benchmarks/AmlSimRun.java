package dev.countersign.benchmarks;

import dev.countersign.benchmarks.AmlSim.Account;
import dev.countersign.benchmarks.AmlSim.Transfer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The transfers of AMLSim over HTTP, each a payment by its payer's own token: first in order, where
 * every acceptance and each final balance has to be the oracle's; then once more by many clients at
 * once, where nobody may go below zero and every balance has to be what the answers say. At last
 * the ledger and the audit log are verified.
 *
 * <pre>java -cp … dev.countersign.benchmarks.AmlSimRun folder [clients]</pre>
 */
final class AmlSimRun {
  private static final String PASSWORD = "load-run violet staple harbour";
  private static final int ACCEPTED = 201;
  private static final int REFUSED = 422;
  private static final int DEPOSITS_MAX = 1_000;
  private static final int PROGRESS = 20_000;
  private static final int SETUP_CLIENTS = 16;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "COUNTERSIGN_LIMITS", "off",
          // Twenty thousand people register, which is not what is measured.
          "COUNTERSIGN_PASSWORDS_MEMORY_KIB", "64",
          "COUNTERSIGN_PASSWORDS_ITERATIONS", "1",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", "admin@example.com",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

  private final AmlSim data;
  private final ServiceProcess service;
  private final Api api;
  private final AtomicReferenceArray<String> tokens;

  private AmlSimRun(AmlSim data, ServiceProcess service, Api api) {
    this.data = data;
    this.service = service;
    this.api = api;
    this.tokens = new AtomicReferenceArray<>(data.accounts().size());
  }

  static void main(String[] arguments) throws IOException {
    AmlSim data = AmlSim.read(Path.of(arguments[0]));
    int clients = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
    Path directory = Files.createTempDirectory("countersign-amlsim");
    try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS);
        Api api = new Api(service.base())) {
      new AmlSimRun(data, service, api).play(clients);
    }
    ServiceProcess.command(directory, "ledger", "verify");
    ServiceProcess.command(directory, "audit", "verify");
  }

  private void play(int clients) throws IOException {
    eachAccount(account -> {
      Map<String, String> person = Map.of("email", email(account.number()), "password", PASSWORD);
      tokens.set(
          account.number(), api.post("/v1/auth/register", person).expect(201).text("access_token"));
    });
    deposit("opening");
    inOrder();
    deposit("again");
    atOnce(clients);
  }

  private void inOrder() throws IOException {
    TreeMap<String, Integer> otherwise = new TreeMap<>();
    int accepted = 0;
    long begun = System.nanoTime();
    try (KeptConnection connection = new KeptConnection(service.base())) {
      for (Transfer transfer : data.transfers()) {
        if (transfer.number() % PROGRESS == 0) {
          System.out.printf("in order: %d tried, %d accepted%n", transfer.number(), accepted);
        }
        int status = pay(connection, transfer, "in-order-");
        accepted += status == ACCEPTED ? 1 : 0;
        int expected = transfer.isAccepted() ? ACCEPTED : REFUSED;
        if (transfer.isToOneself()) {
          otherwise.merge("to oneself: " + status, 1, Integer::sum);
        } else if (status != expected) {
          otherwise.merge("expected " + expected + ", was " + status, 1, Integer::sum);
        }
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    AtomicInteger equal = new AtomicInteger();
    eachAccount(account -> {
      if (balanceCents(account.number()) == account.finalCents()) {
        equal.incrementAndGet();
      }
    });
    System.out.printf(
        "in order: %d transfers, %d accepted, in %.0f s: %.0f/s; not as the oracle says: %s; %d of"
            + " %d final balances equal%n",
        data.transfers().size(),
        accepted,
        seconds,
        data.transfers().size() / seconds,
        otherwise,
        equal.get(),
        data.accounts().size());
  }

  private void atOnce(int clients) {
    int[] statuses = new int[data.transfers().size()];
    AtomicInteger next = new AtomicInteger();
    long begun = System.nanoTime();
    inParallel(
        clients,
        () -> {
          try (KeptConnection connection = new KeptConnection(service.base())) {
            for (int at = next.getAndIncrement();
                at < statuses.length;
                at = next.getAndIncrement()) {
              statuses[at] = pay(connection, data.transfers().get(at), "at-once-");
            }
          }
          return 0;
        });
    double seconds = (System.nanoTime() - begun) / 1e9;
    long[] expected = new long[data.accounts().size()];
    data.accounts()
        .forEach(
            account -> expected[account.number()] = account.finalCents() + account.openingCents());
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (Transfer transfer : data.transfers()) {
      int status = statuses[transfer.number() - 1];
      counts.merge(status, 1, Integer::sum);
      if (status == ACCEPTED) {
        expected[transfer.from()] -= transfer.cents();
        expected[transfer.to()] += transfer.cents();
      }
    }
    AtomicInteger equal = new AtomicInteger();
    AtomicInteger below = new AtomicInteger();
    eachAccount(account -> {
      long balance = balanceCents(account.number());
      equal.addAndGet(balance == expected[account.number()] ? 1 : 0);
      below.addAndGet(balance < 0 ? 1 : 0);
    });
    System.out.printf(
        "%d clients at once: answers %s in %.0f s: %.0f/s; %d below zero; %d of %d balances are"
            + " what the answers say%n",
        clients,
        counts,
        seconds,
        data.transfers().size() / seconds,
        below.get(),
        equal.get(),
        data.accounts().size());
  }

  /** Gives everybody their opening balance, once under each name. */
  private void deposit(String name) throws IOException {
    String admin = signIn("admin@example.com");
    List<Account> accounts =
        data.accounts().stream().filter(account -> account.openingCents() > 0).toList();
    for (int from = 0; from < accounts.size(); from += DEPOSITS_MAX) {
      List<Map<String, Object>> deposits =
          accounts.subList(from, Math.min(from + DEPOSITS_MAX, accounts.size())).stream()
              .map(account -> deposit(name, account))
              .toList();
      api.post("/v1/admin/transactions/batch", admin, Map.of(), Map.of("transactions", deposits))
          .expect(200)
          .body()
          .path("results")
          .forEach(verdict -> {
            if (!verdict.path("status").asString("").equals("completed")) {
              throw new IllegalStateException("a deposit was refused: " + verdict);
            }
          });
    }
  }

  private static Map<String, Object> deposit(String name, Account account) {
    String amount = AmlSim.decimal(account.openingCents());
    return Map.of(
        "reference",
        name + "-" + account.number(),
        "currency",
        "USD",
        "entries",
        List.of(
            Map.of("account", "system:world", "amount", "-" + amount),
            Map.of("account", email(account.number()), "amount", amount)));
  }

  /** Asks until there is an answer, with a new token where the old one is over. */
  private int pay(KeptConnection connection, Transfer transfer, String prefix) throws IOException {
    while (true) {
      int status =
          connection.send(
              HttpLoad.request(
                  "POST",
                  service.base(),
                  "/v1/payments",
                  Map.of(
                      "Authorization", "Bearer " + tokens.get(transfer.from()),
                      "Idempotency-Key", prefix + transfer.number()),
                  "{\"recipient\":\"%s\",\"amount\":\"%s\",\"currency\":\"USD\"}"
                      .formatted(email(transfer.to()), AmlSim.decimal(transfer.cents()))));
      if (status == 401) {
        tokens.set(transfer.from(), signIn(email(transfer.from())));
      } else if (status != 503) {
        return status;
      }
    }
  }

  private long balanceCents(int number) throws IOException {
    Api.Answer answer = api.get("/v1/account", tokens.get(number));
    if (answer.status() == 401) {
      tokens.set(number, signIn(email(number)));
      answer = api.get("/v1/account", tokens.get(number));
    }
    String balance =
        answer.expect(200).body().path("accounts").path(0).path("balance").asString("0.00");
    return new BigDecimal(balance).movePointRight(2).longValueExact();
  }

  private String signIn(String email) throws IOException {
    return api.post("/v1/auth/login", Map.of("email", email, "password", PASSWORD))
        .expect(200)
        .text("access_token");
  }

  private interface Step {
    void take(Account account) throws IOException;
  }

  private void eachAccount(Step step) {
    AtomicInteger next = new AtomicInteger();
    inParallel(
        SETUP_CLIENTS,
        () -> {
          for (int at = next.getAndIncrement();
              at < data.accounts().size();
              at = next.getAndIncrement()) {
            step.take(data.accounts().get(at));
          }
          return 0;
        });
  }

  private static void inParallel(int clients, Callable<Integer> work) {
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        running.add(threads.submit(work));
      }
      for (Future<Integer> client : running) {
        client.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a client failed", e);
    }
  }

  private static String email(int number) {
    return "account" + number + "@example.com";
  }
}
