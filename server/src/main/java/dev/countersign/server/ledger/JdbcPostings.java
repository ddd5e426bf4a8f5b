package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Book.Posting;
import dev.countersign.server.ledger.PostedTransfer.PostedEntry;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.store.ArrayParameters;
import dev.countersign.server.platform.store.RoundTrip;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a book says has changed: a handful of set-based statements, however many movements it
 * was.
 */
final class JdbcPostings {
  private static final String OPEN_ACCOUNTS =
      """
      insert into accounts (id, tenant_id, kind, owner_id, asset, balance, held, version, created_at)
      select id, tenant_id, kind, owner_id, asset, balance, held, version, ?
      from unnest(
          ?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::bigint[], ?::bigint[],
          ?::bigint[])
        as n (id, tenant_id, kind, owner_id, asset, balance, held, version)
      """;

  private static final String UPDATE_ACCOUNTS =
      """
      with updated as (
        update accounts a
        set balance = n.balance, held = n.held, version = n.version
        from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
          as n (id, balance, held, version, version_before)
        where a.id = n.id and a.version = n.version_before
        returning 1)
      select require_rows(count(*), ?)
      from updated
      """;

  private static final String INSERT_PAYMENTS =
      """
      insert into payments (
        id, tenant_id, type, asset, amount, payer_account, payee_account, initiated_by, session_id,
        reference, metadata, effective_at, recorded_at)
      select
        id, tenant_id, type, asset, amount, payer_account, payee_account, initiated_by, session_id,
        reference, metadata::jsonb, effective_at::timestamptz, ?
      from unnest(
          ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::uuid[], ?::uuid[], ?::uuid[],
          ?::uuid[], ?::text[], ?::text[], ?::text[])
        as n (
          id, tenant_id, type, asset, amount, payer_account, payee_account, initiated_by,
          session_id, reference, metadata, effective_at)
      """;

  private static final String INSERT_ENTRIES =
      """
      insert into entries (
        payment_id, position, tenant_id, account_id, asset, amount, account_version, balance_after,
        effective_at, recorded_at)
      select
        payment_id, position, tenant_id, account_id, asset, amount, account_version, balance_after,
        effective_at::timestamptz, ?
      from unnest(
          ?::uuid[], ?::bigint[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::bigint[],
          ?::bigint[], ?::text[])
        as n (
          payment_id, position, tenant_id, account_id, asset, amount, account_version,
          balance_after, effective_at)
      """;

  private static final String INSERT_KEYS =
      """
      insert into idempotency_keys (
        tenant_id, scope, key, request_hash, payment_id, refusal, refusal_details, recorded_at)
      select
        tenant_id, scope, key, request_hash, payment_id, refusal, refusal_details::jsonb, ?
      from unnest(
          ?::uuid[], ?::uuid[], ?::text[], ?::bytea[], ?::uuid[], ?::text[], ?::text[])
        as n (tenant_id, scope, key, request_hash, payment_id, refusal, refusal_details)
      order by tenant_id, scope, key
      """;

  // In one order on all nodes, so that those who open the same accounts do not wait in a circle.
  private static final Comparator<Account> OPENING_ORDER =
      Comparator.comparing((Account account) -> account.tenant().value())
          .thenComparing(Account::kind)
          .thenComparing(account -> String.valueOf(account.owner()))
          .thenComparing(Account::asset);

  private JdbcPostings() {}

  // A count of updated rows that is off means that a row was not as the lock had shown it, which
  // cannot be; the store refuses to commit anything of such a batch.
  static void write(Book book, Instant recordedAt, RoundTrip trip) {
    List<Account> opened =
        book.changed().stream()
            .filter(BookAccount::isNew)
            .map(BookAccount::now)
            .sorted(OPENING_ORDER)
            .toList();
    List<BookAccount> updated = book.changed().stream().filter(side -> !side.isNew()).toList();
    List<Payment> payments = payments(book);
    List<Line> lines = payments.stream().flatMap(Line::of).toList();
    List<Posting> keys =
        book.postings().stream().filter(posting -> posting.held() == null).toList();
    if (!opened.isEmpty()) {
      trip.write(OPEN_ACCOUNTS, bound -> bindOpened(bound, opened, recordedAt));
    }
    if (!updated.isEmpty()) {
      trip.write(UPDATE_ACCOUNTS, bound -> bindUpdated(bound, updated));
    }
    if (!payments.isEmpty()) {
      trip.write(INSERT_PAYMENTS, bound -> bindPayments(bound, payments, recordedAt));
      trip.write(INSERT_ENTRIES, bound -> bindLines(bound, lines, recordedAt));
    }
    if (!keys.isEmpty()) {
      trip.write(INSERT_KEYS, bound -> bindKeys(bound, keys, recordedAt));
    }
    new JdbcSteps(book).write(recordedAt, trip);
  }

  /** A movement to write, with what the store keeps of the request. */
  private record Payment(PostedTransfer posted, @Nullable SessionId session) {}

  /** An entry to write. */
  private record Line(PostedTransfer transfer, int position, PostedEntry entry) {
    static Stream<Line> of(Payment payment) {
      PostedTransfer transfer = payment.posted();
      return IntStream.range(0, transfer.entries().size())
          .mapToObj(position -> new Line(transfer, position, transfer.entries().get(position)));
    }
  }

  private static List<Payment> payments(Book book) {
    List<Payment> payments = new ArrayList<>();
    for (Posting posting : book.postings()) {
      PostedTransfer posted = posting.posted();
      if (posted != null) {
        payments.add(new Payment(posted, posting.instruction().authority().session()));
      }
    }
    return payments;
  }

  private static void bindOpened(ArrayParameters<?> bound, List<Account> opened, Instant time)
      throws SQLException {
    bound
        .rows(opened)
        .time(time)
        .ids(Account::id)
        .ids(Account::tenant)
        .texts(account -> account.kind().wireName())
        .ids(Account::owner)
        .texts(Account::asset)
        .longs(Account::balanceMinor)
        .longs(Account::heldMinor)
        .longs(Account::version);
  }

  private static void bindUpdated(ArrayParameters<?> bound, List<BookAccount> updated)
      throws SQLException {
    bound
        .rows(updated)
        .ids(BookAccount::id)
        .longs(account -> account.now().balanceMinor())
        .longs(account -> account.now().heldMinor())
        .longs(account -> account.now().version())
        .longs(BookAccount::versionBefore)
        .number(updated.size());
  }

  private static void bindPayments(ArrayParameters<?> bound, List<Payment> payments, Instant time)
      throws SQLException {
    bound
        .rows(payments)
        .time(time)
        .ids(payment -> payment.posted().id())
        .ids(payment -> payment.posted().tenant())
        .texts(payment -> payment.posted().type().wireName())
        .texts(payment -> payment.posted().asset())
        .longs(payment -> payment.posted().amountMinor())
        .ids(payment -> payment.posted().payer())
        .ids(payment -> payment.posted().payee())
        .uuids(payment -> payment.posted().initiatedBy())
        .ids(Payment::session)
        .texts(payment -> payment.posted().reference())
        .texts(payment -> JdbcRows.json(payment.posted().metadata()))
        .texts(payment -> payment.posted().effectiveAt());
  }

  private static void bindLines(ArrayParameters<?> bound, List<Line> lines, Instant time)
      throws SQLException {
    bound
        .rows(lines)
        .time(time)
        .ids(line -> line.transfer().id())
        .longs(Line::position)
        .ids(line -> line.transfer().tenant())
        .ids(line -> line.entry().account())
        .texts(line -> line.entry().asset())
        .longs(line -> line.entry().amountMinor())
        .longs(line -> line.entry().accountVersion())
        .longs(line -> line.entry().balanceAfterMinor())
        .texts(line -> line.transfer().effectiveAt());
  }

  private static void bindKeys(ArrayParameters<?> bound, List<Posting> keys, Instant time)
      throws SQLException {
    bound
        .rows(keys)
        .time(time)
        .ids(posting -> posting.instruction().tenant())
        .uuids(posting -> posting.instruction().key().scope())
        .texts(posting -> posting.instruction().key().key())
        .bytes(posting -> posting.instruction().key().requestHash().bytes())
        .ids(JdbcPostings::paymentId)
        .texts(JdbcPostings::reason)
        .texts(JdbcPostings::details);
  }

  private static @Nullable PaymentId paymentId(Posting posting) {
    PostedTransfer posted = posting.posted();
    return posted == null ? null : posted.id();
  }

  private static @Nullable String reason(Posting posting) {
    Refusal refusal = posting.refusal();
    return refusal == null ? null : refusal.reason().wireName();
  }

  private static @Nullable String details(Posting posting) {
    Refusal refusal = posting.refusal();
    return refusal == null ? null : JdbcRows.json(refusal.details());
  }
}
