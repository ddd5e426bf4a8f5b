package dev.countersign.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTests {
  @ParameterizedTest
  @CsvSource({
    "admin, payments:write",
    "admin, tenant:admin",
    "admin, *",
    "*, admin",
    "*:*, read",
    "read, payments:read",
    "payments:*, payments:write",
    "tenant:admin, tenant:read",
    "tenant:admin, tenant:*",
    "model:run, model:run"
  })
  void impliesWhatItCovers(String held, String wanted) {
    assertThat(Permission.of(held).implies(Permission.of(wanted))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "payments:write, payments:read",
    "payments:*, billing:read",
    "read, payments:write",
    "tenant:admin, admin",
    "tenant:admin, tenants:read",
    "write, *",
    "payments:read, read"
  })
  void impliesNothingElse(String held, String wanted) {
    assertThat(Permission.of(held).implies(Permission.of(wanted))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "payments",
        "payments:",
        ":write",
        "Payments:write",
        "a:b:c",
        "a b:c",
        "pay*:write",
        "payments:write ",
        "a\u0000:b"
      })
  void readsNothingThatIsNone(String text) {
    assertThat(Permission.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read",
        "write",
        "delete",
        "admin",
        "value_model:read",
        "value_model:write",
        "billing:read",
        "billing:write",
        "analytics:read",
        "analytics:write",
        "tenant:read",
        "tenant:write",
        "tenant:admin",
        "payments:*",
        "*"
      })
  void writesWhatItRead(String text) {
    assertThat(Permission.of(text).wireName()).isEqualTo(text);
  }

  @Test
  void hasTheThirteenScopes() {
    assertThat(
            Set.of(
                Permission.READ,
                Permission.WRITE,
                Permission.DELETE,
                Permission.ADMINISTER,
                Permission.VALUE_MODEL_READ,
                Permission.VALUE_MODEL_WRITE,
                Permission.BILLING_READ,
                Permission.BILLING_WRITE,
                Permission.ANALYTICS_READ,
                Permission.ANALYTICS_WRITE,
                Permission.TENANT_READ,
                Permission.TENANT_WRITE,
                Permission.TENANT_ADMIN))
        .hasSize(13);
  }

  @Test
  void aKeyMayNoMoreThanItsOwnerAndNoMoreThanItsScopes() {
    Permissions owner = Permissions.ofWireNames(List.of("payments:*", "billing:read"));

    assertThat(owner.within(Permissions.of(Permission.READ)).wireNames())
        .containsExactly("billing:read", "payments:read");
    assertThat(owner.within(Permissions.of(Permission.ADMINISTER))).isEqualTo(owner);
    assertThat(owner.within(Permissions.of(Permission.TENANT_ADMIN)).isEmpty()).isTrue();
  }

  @Test
  void allowsOthersOnlyWhereEachIsAllowed() {
    Permissions held = Permissions.ofWireNames(List.of("payments:*", "billing:read"));

    assertThat(held.allow(Permissions.of(Permission.PAY, Permission.BILLING_READ))).isTrue();
    assertThat(held.allow(Permissions.of(Permission.PAY, Permission.BILLING_WRITE))).isFalse();
    assertThat(Permissions.parse(List.of("payments:*", "nonsense"))).isEmpty();
  }
}
