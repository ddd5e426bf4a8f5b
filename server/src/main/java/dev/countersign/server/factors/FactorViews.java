package dev.countersign.server.factors;

/** Shows a factor of the store to others, with nothing of its secrets. */
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
