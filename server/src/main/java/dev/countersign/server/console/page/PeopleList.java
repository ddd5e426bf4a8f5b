package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** People, all or those that a search found. */
public record PeopleList(String search, List<Row> people, Paging paging) {
  /** One of them. */
  public record Row(
      String id,
      String name,
      @Nullable String email,
      String role,
      boolean active,
      Moment registered) {}

  public PeopleList {
    people = List.copyOf(people);
  }

  public boolean isSearch() {
    return !search.isEmpty();
  }
}
