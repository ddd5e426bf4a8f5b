package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.CommandRunner;
import dev.countersign.server.testing.Node;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code countersign ledger verify} on a ledger of its own, which somebody damages. */
@ServerTest
class LedgerCommandTests {
  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final GroupCommit ledger = fixture.startLedger();
  private final UserId ada = fixture.newUser();
  private final UserId ben = fixture.newUser();
  private final Path keys;
  @TempDir private Path directory;

  LedgerCommandTests(TestData data) {
    this.keys = data.directory();
  }

  @Test
  void freezesWhatDamageConcernsWhenToldTo() throws IOException {
    post(ledger, fixture.deposit(ada, 100), fixture.payment(ada, ben, 10));
    assertThat(verify("--freeze")).contains("findings=0", "frozen=0");
    Account damaged = fixture.accounts().find(TenantId.DEFAULT, ben, "USD").orElseThrow();
    fixture
        .store
        .superuser()
        .sql("update accounts set balance = balance + 1 where id = :id")
        .param("id", damaged.id().value())
        .update();

    assertThat(verify()).contains(damaged.id().text(), "findings=2").doesNotContain("frozen");
    assertThat(status(damaged)).isEqualTo(Account.Status.OPEN);

    assertThat(verify("--freeze")).contains("findings=2", "frozen=1");
    assertThat(status(damaged)).isEqualTo(Account.Status.FROZEN);
    assertThat(fixture.count("audit_events where type = 'ledger.damaged'")).isEqualTo(1);
    assertThat(verify("--freeze")).contains("frozen=0");
  }

  private Account.Status status(Account account) {
    return fixture.accounts().find(TenantId.DEFAULT, account.id()).orElseThrow().status();
  }

  private String verify(String... options) throws IOException {
    TestDatabase database = fixture.store.database();
    Path settings = directory.resolve("settings.yaml");
    Files.writeString(
        settings,
        """
        countersign.data: "%s"
        countersign.database.url: "%s"
        countersign.database.owner.url: "%s"
        """
            .formatted(keys, Node.address(database.application()), Node.address(database.owner())));
    return CommandRunner.run(
        Stream.concat(Stream.of("ledger", "verify"), Stream.of(options)).toList(), settings);
  }
}
