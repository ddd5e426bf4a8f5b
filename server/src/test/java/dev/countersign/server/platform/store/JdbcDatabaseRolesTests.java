package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.postgres.EmbeddedPostgres;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import dev.countersign.testsupport.TestPostgres;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource
class JdbcDatabaseRolesTests {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final TestPostgres server;
  private final TestDatabase database;
  private final JdbcClient superuser;
  private final String role = "service_" + NAMES.incrementAndGet();
  private final DatabaseLogin application;

  JdbcDatabaseRolesTests(PostgresVersion version) {
    this.server = version.server();
    this.database = server.createDatabase();
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
    this.application =
        new DatabaseLogin(database.application().url(), role, Secret.of("it's a \\ \"secret\""));
  }

  @AfterEach
  void drop() {
    database.close();
    superuserOnMaintenance().sql("drop role if exists " + role).update();
  }

  @Test
  void createsTheApplicationsRole() {
    roles().ensure(application);
    // Databases of the embedded server are closed to all but its own roles.
    superuser.sql("grant connect on database " + database.name() + " to " + role).update();

    JdbcClient service = JdbcClient.create(application.dataSource());

    assertThat(service.sql("select current_user").query(String.class).single()).isEqualTo(role);
    assertThat(
            service
                .sql(
                    """
                    select pg_has_role('countersign_crosstenant', 'member')
                      and not pg_has_role('countersign_crosstenant', 'usage')
                    """)
                .query(Boolean.class)
                .single())
        .as("may take on the other role, and inherits nothing from it")
        .isTrue();
  }

  @Test
  void changesNothingWhenAllIsThere() {
    roles().ensure(application);

    roles().ensure(application);

    assertThat(
            superuser
                .sql("select count(*) from pg_auth_members where member = :role::regrole")
                .param("role", role)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void refusesASuperuser() {
    superuser.sql("create role " + role + " login superuser").update();

    assertRefused("is a superuser");
  }

  @Test
  void refusesARoleThatBypassesRowLevelSecurity() {
    superuser.sql("create role " + role + " login bypassrls").update();

    assertRefused("BYPASSRLS");
  }

  @Test
  void refusesTheOwnerItself() {
    DatabaseLogin owner = DatabaseLogin.of(database.owner());

    assertThatThrownBy(() -> roles().ensure(owner))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("refuses to work as the database role 'countersign_owner'");
  }

  @Test
  void refusesAMemberOfTheOwner() {
    superuser.sql("create role " + role + " login").update();
    superuser.sql("grant " + EmbeddedPostgres.OWNER + " to " + role).update();

    assertRefused("may become their owner");
  }

  @Test
  void refusesTheOwnerOfATable() {
    superuser.sql("create role " + role + " login").update();
    superuser.sql("create table belongs_to_another (id int)").update();
    superuser.sql("alter table belongs_to_another owner to " + role).update();

    assertRefused("owns tables");
  }

  @Test
  void saysWhatToRunWhenTheOwnerMayNotArrangeTheRoles() {
    superuser.sql("create role " + role + " login").update();
    String powerless = role + "_owner";
    superuser.sql("create role " + powerless + " login password 'secret'").update();
    superuser.sql("grant connect on database " + database.name() + " to " + powerless).update();
    try {
      DatabaseLogin owner =
          new DatabaseLogin(database.owner().url(), powerless, Secret.of("secret"));

      assertThatThrownBy(() ->
              new JdbcDatabaseRoles(JdbcClient.create(owner.dataSource())).ensure(application))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("As a superuser, run: grant countersign_crosstenant to " + role);
    } finally {
      superuser.sql("drop owned by " + powerless).update();
      superuser.sql("drop role " + powerless).update();
    }
  }

  @Test
  void refusesANameThatWouldNeedQuoting() {
    DatabaseLogin odd = new DatabaseLogin(application.url(), "a\"; drop", Secret.of("x"));

    assertThatThrownBy(() -> roles().ensure(odd))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("not a plain name");
  }

  @Test
  void letsSeveralDatabasesOfOneServerStartAtOnce() throws Exception {
    List<TestDatabase> databases =
        IntStream.range(0, 4).mapToObj(each -> server.createDatabase()).toList();
    try (ExecutorService starts = Executors.newFixedThreadPool(databases.size())) {
      List<Future<?>> started =
          databases.stream()
              .<Future<?>>map(each ->
                  starts.submit(() ->
                      new JdbcDatabaseRoles(JdbcClient.create(StoreFixture.source(each.owner())))
                          .ensure(application)))
              .toList();
      for (Future<?> start : started) {
        start.get();
      }
    } finally {
      databases.forEach(TestDatabase::close);
    }
  }

  private JdbcDatabaseRoles roles() {
    return new JdbcDatabaseRoles(JdbcClient.create(StoreFixture.source(database.owner())));
  }

  private JdbcClient superuserOnMaintenance() {
    return JdbcClient.create(StoreFixture.source(server.server().superuser()));
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> roles().ensure(application))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(role)
        .hasMessageContaining(why);
  }
}
