package dev.countersign.server.factors;

import org.springframework.stereotype.Component;

/** Shows a factor of the store to others, with nothing of its secrets. */
@Component
final class FactorViews {
  private final Contacts contacts;

  FactorViews(Contacts contacts) {
    this.contacts = contacts;
  }

  Factor of(JdbcFactors.Row row) {
    return new Factor(
        row.id(),
        row.user(),
        row.type(),
        row.name(),
        contacts.hint(row),
        row.primary(),
        row.createdAt(),
        row.verifiedAt(),
        row.lastUsedAt());
  }
}
