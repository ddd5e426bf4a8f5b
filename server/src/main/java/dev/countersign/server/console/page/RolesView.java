package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roles of the tenant. */
public record RolesView(List<Row> roles, @Nullable String notice, List<String> faults) {
  /** One of them. */
  public record Row(
      String name, boolean builtIn, String description, String permissions, String includes) {}

  public RolesView {
    roles = List.copyOf(roles);
    faults = List.copyOf(faults);
  }
}
