package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FactorPolicyTests {
  private static final UUID MARK = new UUID(1, 2);

  @Test
  void demandsAFactorOfWhoeverMayAdministerByWhicheverRole() {
    FactorPolicy usual = FactorPolicy.USUAL;
    Permissions everything = Permissions.of(Permission.ADMINISTER);

    assertThat(usual.isRequiredOf(Access.ofNew(Role.ADMINISTRATOR, MARK))).isTrue();
    assertThat(usual.isRequiredOf(new Access(List.of("caretaker"), everything, null, MARK)))
        .isTrue();
    assertThat(usual.isRequiredOf(lent(everything))).isTrue();
    assertThat(usual.isRequiredOf(Access.ofNew(Role.USER, MARK))).isFalse();
    assertThat(usual.isRequiredOf(Access.ofNew(Role.SUPPORT, MARK))).isFalse();
  }

  @Test
  void demandsAFactorOfTheRolesThatTheTenantNamed() {
    FactorPolicy policy =
        new FactorPolicy(Set.of("support", "cashier"), Duration.ofDays(1), Duration.ZERO);

    assertThat(policy.isRequiredOf(Access.ofNew(Role.SUPPORT, MARK))).isTrue();
    assertThat(
            policy.isRequiredOf(
                new Access(List.of("user", "cashier"), Permissions.NONE, null, MARK)))
        .isTrue();
    assertThat(policy.isRequiredOf(Access.ofNew(Role.ADMINISTRATOR, MARK))).isFalse();
  }

  private static Access lent(Permissions permissions) {
    return new Access(
        List.of("user"),
        Permissions.NONE,
        new Access.Elevated(permissions, Instant.parse("2030-01-01T00:00:00Z")),
        MARK);
  }
}
