package dev.countersign.cli.demo;

import dev.countersign.api.AuditVerification;
import dev.countersign.api.LoginRequest;
import dev.countersign.cli.terminal.Progress;
import dev.countersign.cli.terminal.Terminal;
import dev.countersign.client.AuthenticationException;
import dev.countersign.client.CountersignClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;

/** The demo from its start to its end. */
final class Demo {
  private static final String ADMINISTRATOR = "admin@demo.example";

  private final PrintWriter out;
  private final Path data;
  private final int port;
  private final int sample;
  private final boolean once;
  private final String url;
  private final Path passwordFile;
  private final Path peoplePasswordFile;
  private final boolean terminal;
  private final long startedAt = System.nanoTime();

  Demo(PrintWriter out, Path data, int port, int sample, boolean once) {
    this.out = out;
    this.data = data;
    this.port = port;
    this.sample = sample;
    this.once = once;
    this.url = "http://localhost:" + port;
    this.passwordFile = data.resolve("admin-password.txt");
    this.peoplePasswordFile = data.resolve("people-password.txt");
    this.terminal = Terminal.redraws();
  }

  /** Runs it; answers whether everything was as it should be. */
  boolean run() {
    prepareDirectory();
    SecureRandom random = new SecureRandom();
    String adminPassword = SecretFile.read(passwordFile, random);
    String peoplePassword = SecretFile.read(peoplePasswordFile, random);
    out.println("Starting Countersign on " + data);
    DemoResult result;
    try (ServiceProcess service = startService(adminPassword);
        CountersignClient admin = client()) {
      service.awaitReady(admin);
      out.printf(Locale.ROOT, "Ready after %.1f s at %s%n", seconds(), url);
      signIn(admin, adminPassword);
      result = play(admin, peoplePassword);
      summarise(result);
      if (!once) {
        invite();
        service.awaitEnd();
      }
    }
    if (once) {
      out.println(result.line());
    }
    return result.good();
  }

  private DemoResult play(CountersignClient admin, String peoplePassword) {
    BankData bank = BankData.read().first(sample);
    Tally tally = new Tally();
    BankReplay replay = new BankReplay(admin.admin(), bank, tally);
    out.println("A bank's records go through it, over HTTP:");
    replay.openAccounts(progress("accounts    ", bank.overdraftLimits().size()));
    replay.postTransactions(progress("transactions", bank.rows().size()));
    out.println("Two people use it:");
    new TwoPeople(admin.admin(), this::client, peoplePassword, out, tally).play();
    AuditVerification audit = admin.admin().verifyAudit();
    return new DemoResult(bank, tally, audit, seconds());
  }

  private void summarise(DemoResult result) {
    Tally tally = result.tally();
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d of %,d transactions in %,d accounts are in the ledger%s.%n",
        tally.transactions(),
        result.data().rows().size(),
        tally.accounts(),
        tally.replayed() == 0
            ? ""
            : String.format(
                Locale.ROOT, " (%,d were before, and were not posted twice)", tally.replayed()));
    out.printf(
        Locale.ROOT,
        "After %,d of them the balance is to the heller what the bank recorded.%n",
        tally.balancesMatched());
    out.println(result.audit().message());
    tally.differences().forEach(difference -> out.println("DIFFERS: " + difference));
    if (tally.differing() > tally.differences().size()) {
      out.printf("DIFFERS: %d in all%n", tally.differing());
    }
  }

  private void invite() {
    out.println();
    out.println("Look around:    " + url + "/console");
    out.println("Sign in as:     " + ADMINISTRATOR);
    out.println("Password is in: " + passwordFile);
    out.printf("Or as:          %s, %s%n", TwoPeople.ADA, TwoPeople.GRACE);
    out.println("Theirs is in:   " + peoplePasswordFile);
    out.println("Stop with Ctrl-C.");
  }

  private void prepareDirectory() {
    try {
      if (!Files.isDirectory(data)) {
        if (data.getParent() != null) {
          Files.createDirectories(data.getParent());
        }
        Files.createDirectory(
            data,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new DemoFailedException("The directory cannot be made: " + e.getMessage(), e);
    }
  }

  private ServiceProcess startService(String adminPassword) {
    String launcher = System.getProperty("countersign.launcher");
    if (launcher == null) {
      throw new DemoFailedException("Run the demo as './countersign demo'.");
    }
    return ServiceProcess.start(
        launcher,
        port,
        data,
        Map.of(
            "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", ADMINISTRATOR,
            "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", adminPassword,
            // It replays a bank's days in minutes.
            "COUNTERSIGN_LIMITS_ADMIN", "1000000/1m",
            "COUNTERSIGN_LIMITS_WRITE", "1000000/1m",
            "COUNTERSIGN_LIMITS_READ", "1000000/1m"),
        data.resolve("service.log"));
  }

  private void signIn(CountersignClient admin, String password) {
    try {
      admin.auth().login(LoginRequest.byEmail(ADMINISTRATOR, password));
    } catch (AuthenticationException e) {
      throw new DemoFailedException(
          "The administrator of %s has another password than %s says. Use another --data."
              .formatted(data, passwordFile),
          e);
    }
  }

  private double seconds() {
    return (System.nanoTime() - startedAt) / 1e9;
  }

  private CountersignClient client() {
    return CountersignClient.builder(url).build();
  }

  private Progress progress(String what, int total) {
    return new Progress(out, terminal, System::nanoTime, what, total);
  }
}
