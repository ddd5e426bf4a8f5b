package dev.countersign.server.audit;

import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads where the log has an event, and how far it is signed. Thread-safe. */
@Component
public class LogPlaces {
  private final TenantTransactions transactions;
  private final JdbcLogPlaces places;
  private final JdbcAuditRows rows;

  LogPlaces(TenantTransactions transactions, JdbcLogPlaces places, JdbcAuditRows rows) {
    this.transactions = transactions;
    this.places = places;
    this.rows = rows;
  }

  /**
   * Where the log has an event.
   *
   * @param leaf the leaf of the Merkle tree, in hex
   */
  public record Place(long number, String leaf) {}

  /**
   * A signed head.
   *
   * @param size how many events it covers: those with a place below it
   * @param root the root of their Merkle tree, in base64 as its checkpoint has it
   */
  public record Head(long size, String root, Instant signedAt) {}

  /** Empty while the event waits for its place. */
  public Optional<Place> find(TenantId tenant, EventId event) {
    return transactions.in(tenant, () -> places.find(tenant, event));
  }

  /** The latest signed head. Not inside another transaction: heads belong to no tenant. */
  public Optional<Head> latestHead() {
    return transactions
        .acrossTenants(rows::lastCheckpoint)
        .map(checkpoint ->
            new Head(checkpoint.size(), checkpoint.root().toBase64(), checkpoint.createdAt()));
  }
}
