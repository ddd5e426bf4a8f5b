package dev.countersign.server.factors;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.CommandAudit;
import dev.countersign.server.credentials.ShortPasswords;
import dev.countersign.server.mail.CommandMail;
import dev.countersign.server.mail.Mail;
import dev.countersign.server.platform.crypto.MasterKeyFile;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.CommandWork;
import dev.countersign.server.platform.store.StoreAccess;
import dev.countersign.server.platform.store.StoreCommand;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code countersign factors reset}: the way back in for the last administrator. */
@Command(
    name = "reset",
    description = {
      "Takes all second factors of a person away, with the service up or down.",
      "They set one up anew when they sign in. Administrators do the same in the console."
    })
public final class FactorsReset implements StoreCommand {
  /** The kind of the letter that tells the owner, which the service writes and delivers. */
  public static final String LETTER = "factors_reset_by_operator";

  private static final int DONE = 0;
  private static final int NOTHING_DONE = 1;
  private static final int REASON_MAX = 200;

  @Parameters(paramLabel = "USER", description = "The person's id, usr_….")
  private String user = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private String reason = "lost";

  private final Clock clock;

  /** Made by the service loader. */
  public FactorsReset() {
    this(Clock.systemUTC());
  }

  FactorsReset(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String group() {
    return "factors";
  }

  @Override
  public int run(StoreAccess store, PrintWriter out) {
    Optional<UserId> wanted = UserId.parse(user);
    CommandWork work = new CommandWork(store.application());
    boolean reset =
        wanted.isPresent()
            && work.tenants().stream().anyMatch(tenant -> reset(store, work, tenant, wanted.get()));
    out.println(
        reset
            ? "The second factors of " + user + " are gone."
            : "There is nobody " + user + " with a second factor.");
    out.flush();
    return reset ? DONE : NOTHING_DONE;
  }

  private boolean reset(StoreAccess store, CommandWork work, TenantId tenant, UserId person) {
    MasterKeys masterKeys = MasterKeyFile.in(store.settings().directory()).read();
    Mail mail = CommandMail.on(work.jdbc(), masterKeys, clock);
    AuditTrail audit = CommandAudit.on(work.operations(), masterKeys, clock);
    JdbcFactors factors = new JdbcFactors(work.jdbc());
    FactorResets resets =
        new FactorResets(
            factors,
            new JdbcFactorStandings(work.jdbc()),
            new JdbcTrustedDevices(work.jdbc()),
            audit,
            _ -> {
              ShortPasswords.ofCommand(work.jdbc(), audit).factorLost(tenant, person);
              mail.sendLater(tenant, person.value(), LETTER, person.text());
            });
    String why = reason.substring(0, Math.min(reason.length(), REASON_MAX));
    return work.transactions()
        .in(
            tenant,
            () ->
                !factors.list(person).isEmpty()
                    && resets.reset(
                        tenant,
                        person,
                        event -> event.with(Map.of("reason", why, "by", "operator"))));
  }
}
