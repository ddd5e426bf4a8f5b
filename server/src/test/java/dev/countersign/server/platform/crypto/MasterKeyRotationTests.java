package dev.countersign.server.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.masterkeys.RotateMaster;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.crypto.MasterKeyRotation.Change;
import dev.countersign.server.platform.store.DatabaseSettings;
import dev.countersign.server.platform.store.StoreAccess;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** The master keys of a service that runs meanwhile. */
@ServerTest
class MasterKeyRotationTests {
  private final ApiClient api;
  private final MasterKeys serviceKeys;
  private final MasterKeyFile file;
  private final JdbcClient superuser;
  @AutoClose private final StoreAccess store;

  MasterKeyRotationTests(
      @LocalServerPort int port,
      MasterKeys serviceKeys,
      ServiceSettings settings,
      DatabaseSettings databaseSettings,
      TestDatabase database) {
    this.api = ApiClient.of(port);
    this.serviceKeys = serviceKeys;
    this.file = MasterKeyFile.in(settings.directory());
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
    this.store = StoreAccess.open(settings, databaseSettings);
  }

  /** One that is cut off before one of its steps. */
  private static final class CutOff implements MasterSealed {
    private final MasterSealed real;
    private final int[] stepsLeft;

    CutOff(MasterSealed real, int[] stepsLeft) {
      this.real = real;
      this.stepsLeft = stepsLeft;
    }

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public int reseal(StoreAccess where, Resealing keys, int limit) {
      if (stepsLeft[0]-- == 0) {
        throw new CutOffException();
      }
      return real.reseal(where, keys, limit);
    }

    @Override
    public long outdated(StoreAccess where, Resealing keys) {
      return real.outdated(where, keys);
    }
  }

  private static final class CutOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void sealsEverythingAnewWhileTheServiceGoesOn() {
    List<String> people = registerSome(5);
    byte[] before = file.keyset().currentPrefix();
    assertThat(sealedBy(before)).isNotEmpty();

    assertThat(rotation(500).rotate()).isEqualTo(Change.ROTATED);

    assertThat(file.keyset().currentPrefix()).isNotEqualTo(before);
    assertThat(sealedBy(before)).as("columns whose owner is no MasterSealed").isEmpty();
    people.forEach(this::signIn);
    signIn(registerSome(1).getFirst());
    assertThat(command("--drop-old")).contains("Try again in a minute");
    letItSettle();
    assertThat(command("--drop-old")).contains("gone");
    assertThat(file.keyset().versions()).isOne();
    people.forEach(this::signIn);
    api.get("/health").expect(200);
  }

  @Test
  void goesOnWhereItWasCutOff() {
    List<String> people = registerSome(5);
    byte[] before = file.keyset().currentPrefix();
    int cuts = 0;
    for (int steps = 0; ; steps++) {
      int[] left = {steps};
      List<MasterSealed> all = new ArrayList<>();
      MasterKeyRotation.everything().forEach(sealed -> all.add(new CutOff(sealed, left)));
      MasterKeyRotation rotation = new MasterKeyRotation(store, all, 2, _ -> {});
      try {
        Change change = rotation.rotate();
        assertThat(change).isEqualTo(cuts == 0 ? Change.ROTATED : Change.FINISHED);
        break;
      } catch (CutOffException _) {
        signIn(people.get(cuts % people.size()));
        cuts++;
        assertThat(rotation(500).drop()).isEqualTo(Change.IN_USE);
      }
    }
    assertThat(cuts).isGreaterThan(3);
    assertThat(file.keyset().versions()).as("no key was made in vain").isEqualTo(2);
    assertThat(sealedBy(before)).isEmpty();
    people.forEach(this::signIn);
    letItSettle();
    assertThat(rotation(500).drop()).isEqualTo(Change.DROPPED);
    assertThat(rotation(500).drop()).isEqualTo(Change.NOTHING_TO_DROP);
  }

  @Test
  void putsAPreparedKeyIntoUse() {
    byte[] before = file.keyset().currentPrefix();
    assertThat(command("--prepare")).contains("Copy the file to every node");
    assertThat(command("--prepare")).contains("already");
    assertThat(file.keyset().currentPrefix()).isEqualTo(before);
    assertThat(file.keyset().versions()).isGreaterThan(1);
    assertThat(command()).contains("Done.");
    assertThat(file.keyset().isPrepared()).isFalse();
    assertThat(file.keyset().currentPrefix()).isNotEqualTo(before);
    letItSettle();
    assertThat(command("--drop-old")).contains("gone");
  }

  @Test
  void aServiceOpensAtOnceWhatAnotherSealedWithANewerKey() {
    rotation(500).rotate();
    byte[] plain = "here".getBytes(StandardCharsets.US_ASCII);
    byte[] sealed = file.read().seal(plain, "somewhere");
    assertThat(serviceKeys.open(sealed, "somewhere")).isEqualTo(plain);
    assertThat(serviceKeys.mac("purpose", plain)).isEqualTo(file.read().mac("purpose", plain));
    byte[] foreign = TinkMasterKeys.parse(TinkMasterKeys.generate()).seal(plain, "somewhere");
    assertThatIllegalStateException().isThrownBy(() -> serviceKeys.open(foreign, "somewhere"));
    letItSettle();
    assertThat(rotation(500).drop()).isEqualTo(Change.DROPPED);
    assertThatExceptionOfType(IllegalStateException.class)
        .as("a key that was dropped opens nothing")
        .isThrownBy(() -> file.read().open(foreign, "somewhere"));
  }

  @Test
  void dropsNoKeyThatARunningServiceMayStillSealWith() {
    rotation(500).rotate();
    assertThat(rotation(500).drop()).isEqualTo(Change.TOO_SOON);
    assertThat(file.keyset().versions()).isGreaterThan(1);
    letItSettle();
    assertThat(rotation(500).drop()).isEqualTo(Change.DROPPED);
  }

  /** Until the service seals with the current key, and as if a while had passed since. */
  private void letItSettle() {
    byte[] prefix = file.keyset().currentPrefix();
    await()
        .until(() ->
            Arrays.equals(
                prefix, Arrays.copyOf(serviceKeys.seal(new byte[1], "probe"), prefix.length)));
    try {
      Files.setLastModifiedTime(
          file.path(), FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MasterKeyRotation rotation(int batch) {
    return new MasterKeyRotation(store, MasterKeyRotation.everything(), batch, _ -> {});
  }

  private String command(String... options) {
    StringWriter said = new StringWriter();
    RotateMaster command = new RotateMaster();
    new CommandLine(command).parseArgs(options);
    command.run(store, new PrintWriter(said));
    return said.toString();
  }

  private List<String> registerSome(int count) {
    List<String> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String email = People.newEmail();
      TokenAnswer person = People.register(api, email);
      api.withToken(person.accessToken())
          .post("/v1/mfa/methods", Map.of("type", "totp"))
          .expect(201);
      people.add(email);
    }
    return people;
  }

  private void signIn(String email) {
    ApiClient.Answer answer =
        api.post("/v1/auth/login", LoginRequest.byEmail(email, People.PASSWORD)).expect(200);
    assertThat(answer.json().path("user").path("email").asString()).isEqualTo(email);
  }

  /** Every column of the database that holds something a key sealed. */
  private List<String> sealedBy(byte[] prefix) {
    return superuser
        .sql(
            """
            select c.table_name || '.' || c.column_name as name
            from information_schema.columns as c
            join information_schema.tables as t
              on t.table_schema = c.table_schema and t.table_name = c.table_name
            where c.table_schema = 'public'
              and c.data_type = 'bytea'
              and t.table_type = 'BASE TABLE'
            """)
        .query((row, number) -> row.getString("name"))
        .list()
        .stream()
        .filter(column -> holds(column, prefix))
        .sorted()
        .toList();
  }

  private boolean holds(String column, byte[] prefix) {
    String relation = column.substring(0, column.indexOf('.'));
    return superuser
        .sql(
            "select exists (select from %s where substring(%s from 1 for 5) = :prefix)"
                .formatted(relation, column))
        .param("prefix", prefix)
        .query(Boolean.class)
        .single();
  }
}
