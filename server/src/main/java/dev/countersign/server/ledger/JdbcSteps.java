package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Book.Posting;
import dev.countersign.server.ledger.HeldPayment.Part;
import dev.countersign.server.platform.store.ArrayParameters;
import dev.countersign.server.platform.store.RoundTrip;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what holds, and payments that come of others, need besides entries. A batch with none of
 * them, as most are, does without these statements.
 */
final class JdbcSteps {
  private static final String INSERT_HOLDS =
      """
      insert into holds (
        id, tenant_id, type, asset, amount, captured, state, payer_account, payee_accounts,
        payee_amounts, payee_captured, initiated_by, session_id, reference, metadata, expires_at,
        closed_at, recorded_at)
      select
        id, tenant_id, type, asset, amount, captured, state, payer_account,
        payee_accounts::uuid[], payee_amounts::bigint[], payee_captured::bigint[], initiated_by,
        session_id, reference, metadata::jsonb, expires_at::timestamptz, closed_at::timestamptz, ?
      from unnest(
          ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[],
          ?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[],
          ?::text[], ?::text[])
        as n (
          id, tenant_id, type, asset, amount, captured, state, payer_account, payee_accounts,
          payee_amounts, payee_captured, initiated_by, session_id, reference, metadata, expires_at,
          closed_at)
      """;

  private static final String UPDATE_HOLDS =
      """
      with updated as (
        update holds h
        set
          state = n.state, captured = n.captured, payee_captured = n.payee_captured::bigint[],
          closed_at = n.closed_at::timestamptz
        from unnest(
            ?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])
          as n (id, tenant_id, state, captured, payee_captured, closed_at, captured_before)
        where h.tenant_id = n.tenant_id and h.id = n.id
          and h.state = 'open' and h.captured = n.captured_before
        returning 1)
      select require_rows(count(*), ?)
      from updated
      """;

  private static final String INSERT_HOLD_KEYS =
      """
      insert into idempotency_keys (
        tenant_id, scope, key, request_hash, payment_id, hold_step, recorded_at)
      select tenant_id, scope, key, request_hash, payment_id, hold_step, ?
      from unnest(?::uuid[], ?::uuid[], ?::text[], ?::bytea[], ?::uuid[], ?::text[])
        as n (tenant_id, scope, key, request_hash, payment_id, hold_step)
      order by tenant_id, scope, key
      """;

  private static final String INSERT_LINKS =
      """
      insert into payment_links (tenant_id, payment_id, parent_id, kind, amount)
      select tenant_id, payment_id, parent_id, kind, amount
      from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[])
        as n (tenant_id, payment_id, parent_id, kind, amount)
      """;

  private static final String INSERT_CONVERSIONS =
      """
      insert into conversions (
        tenant_id, payment_id, counter_asset, counter_amount, rate, rate_source, rounding)
      select
        tenant_id, payment_id, counter_asset, counter_amount, rate::numeric, rate_source, rounding
      from unnest(
          ?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
        as n (tenant_id, payment_id, counter_asset, counter_amount, rate, rate_source, rounding)
      """;

  private static final String MADE = "held";
  private static final String RELEASED = "released";

  private final List<Made> made;
  private final List<BookHold> updated;
  private final List<Posting> keys;
  private final List<PostedTransfer> linked;
  private final List<PostedTransfer> converted;

  /** A hold to write, and what it was made by. */
  private record Made(HeldPayment hold, Posting posting) {}

  /** What a book has of them. */
  JdbcSteps(Book book) {
    keys = book.postings().stream().filter(posting -> posting.held() != null).toList();
    made = made(book);
    updated = book.changedHolds().stream().filter(hold -> !hold.isNew()).toList();
    List<PostedTransfer> posted =
        book.postings().stream().map(Posting::posted).filter(Objects::nonNull).toList();
    linked = posted.stream().filter(transfer -> transfer.parent() != null).toList();
    converted = posted.stream().filter(transfer -> transfer.conversion() != null).toList();
  }

  /** Whether a key of this step made the hold; otherwise it released it. */
  static boolean isMaking(String holdStep) {
    return holdStep.equals(MADE);
  }

  // All or none of the statements, so that there are few combinations of them to prepare.
  void write(Instant recordedAt, RoundTrip trip) {
    if (keys.isEmpty() && updated.isEmpty() && linked.isEmpty() && converted.isEmpty()) {
      return;
    }
    trip.write(INSERT_HOLDS, bound -> bindMade(bound, recordedAt));
    trip.write(UPDATE_HOLDS, this::bindUpdated);
    trip.write(INSERT_HOLD_KEYS, bound -> bindKeys(bound, recordedAt));
    trip.write(INSERT_LINKS, this::bindLinked);
    trip.write(INSERT_CONVERSIONS, this::bindConverted);
  }

  private void bindMade(ArrayParameters<?> bound, Instant recordedAt) throws SQLException {
    bound
        .rows(made)
        .time(recordedAt)
        .ids(row -> row.hold().id())
        .ids(row -> row.hold().tenant())
        .texts(row -> row.hold().type().wireName())
        .texts(row -> row.hold().asset())
        .longs(row -> row.hold().amountMinor())
        .longs(row -> row.hold().capturedMinor())
        .texts(row -> row.hold().state().wireName())
        .ids(row -> row.hold().payer())
        .texts(row -> array(row.hold(), part -> part.account().value()))
        .texts(row -> array(row.hold(), Part::amountMinor))
        .texts(row -> array(row.hold(), Part::capturedMinor))
        .uuids(row -> row.hold().initiatedBy())
        .ids(row -> row.posting().instruction().authority().session())
        .texts(row -> row.hold().reference())
        .texts(row -> JdbcRows.json(row.hold().metadata()))
        .texts(row -> row.hold().expiresAt())
        .texts(row -> row.hold().closedAt());
  }

  private void bindUpdated(ArrayParameters<?> bound) throws SQLException {
    bound
        .rows(updated)
        .ids(hold -> hold.now().id())
        .ids(hold -> hold.now().tenant())
        .texts(hold -> hold.now().state().wireName())
        .longs(hold -> hold.now().capturedMinor())
        .texts(hold -> array(hold.now(), Part::capturedMinor))
        .texts(hold -> hold.now().closedAt())
        .longs(BookHold::capturedBefore)
        .number(updated.size());
  }

  private void bindKeys(ArrayParameters<?> bound, Instant recordedAt) throws SQLException {
    bound
        .rows(keys)
        .time(recordedAt)
        .ids(posting -> posting.instruction().tenant())
        .uuids(posting -> posting.instruction().key().scope())
        .texts(posting -> posting.instruction().key().key())
        .bytes(posting -> posting.instruction().key().requestHash().bytes())
        .ids(posting -> held(posting).id())
        .texts(posting -> posting.instruction() instanceof Hold ? MADE : RELEASED);
  }

  private void bindLinked(ArrayParameters<?> bound) throws SQLException {
    bound
        .rows(linked)
        .ids(PostedTransfer::tenant)
        .ids(PostedTransfer::id)
        .ids(PostedTransfer::parent)
        .texts(transfer -> transfer.type().wireName())
        .longs(PostedTransfer::amountMinor);
  }

  private void bindConverted(ArrayParameters<?> bound) throws SQLException {
    bound
        .rows(converted)
        .ids(PostedTransfer::tenant)
        .ids(PostedTransfer::id)
        .texts(transfer -> conversion(transfer).counterAsset())
        .longs(transfer -> conversion(transfer).counterMinor())
        .texts(transfer -> conversion(transfer).rate().toPlainString())
        .texts(transfer -> conversion(transfer).source())
        .texts(transfer -> conversion(transfer).rounding().wireName());
  }

  private List<Made> made(Book book) {
    List<Made> rows = new ArrayList<>();
    for (BookHold hold : book.changedHolds()) {
      if (hold.isNew()) {
        Posting by =
            keys.stream()
                .filter(posting -> held(posting).id().equals(hold.now().id()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a hold that nobody made"));
        rows.add(new Made(hold.now(), by));
      }
    }
    return rows;
  }

  private static String array(HeldPayment hold, Function<Part, Object> element) {
    return hold.payees().stream()
        .map(element)
        .map(String::valueOf)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static HeldPayment held(Posting posting) {
    return Objects.requireNonNull(posting.held(), "chosen for it");
  }

  private static Conversion conversion(PostedTransfer transfer) {
    @Nullable Conversion conversion = transfer.conversion();
    return Objects.requireNonNull(conversion, "chosen for it");
  }
}
