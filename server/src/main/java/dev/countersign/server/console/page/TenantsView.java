package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The customers of the installation. */
public record TenantsView(
    List<Row> tenants, Paging paging, @Nullable String notice, List<String> faults) {
  /**
   * One of them.
   *
   * @param own whether it is the operator's, which stays active
   */
  public record Row(
      String id,
      String slug,
      String name,
      String hosts,
      @Nullable String color,
      boolean active,
      boolean own,
      Moment created) {}

  public TenantsView {
    tenants = List.copyOf(tenants);
    faults = List.copyOf(faults);
  }
}
