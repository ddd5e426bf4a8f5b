package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Book.Posting;
import dev.countersign.server.ledger.PostedTransfer.PostedEntry;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.SessionId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Writes what a book says has changed: a handful of set-based statements in one round trip, however
 * many movements it was.
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
      update accounts a
      set balance = n.balance, held = n.held, version = n.version
      from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
        as n (id, balance, held, version, version_before)
      where a.id = n.id and a.version = n.version_before
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

  private static final String WRITE =
      String.join(
          ";", OPEN_ACCOUNTS, UPDATE_ACCOUNTS, INSERT_PAYMENTS, INSERT_ENTRIES, INSERT_KEYS);

  private static final String WRITE_WITH_STEPS = WRITE + ";" + JdbcSteps.WRITE;

  // In one order on all nodes, so that those who open the same accounts do not wait in a circle.
  private static final Comparator<Account> OPENING_ORDER =
      Comparator.comparing((Account account) -> account.tenant().value())
          .thenComparing(Account::kind)
          .thenComparing(account -> String.valueOf(account.owner()))
          .thenComparing(Account::asset);

  private final JdbcOperations jdbc;

  JdbcPostings(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  void write(Book book, Instant recordedAt) {
    List<Account> opened =
        book.changed().stream()
            .filter(BookAccount::isNew)
            .map(BookAccount::now)
            .sorted(OPENING_ORDER)
            .toList();
    List<BookAccount> updated = book.changed().stream().filter(side -> !side.isNew()).toList();
    List<Payment> payments = payments(book);
    List<Line> lines = payments.stream().flatMap(Line::of).toList();
    JdbcSteps steps = new JdbcSteps(book);
    List<Posting> keys =
        book.postings().stream().filter(posting -> posting.held() == null).toList();
    jdbc.execute(
        steps.isEmpty() ? WRITE : WRITE_WITH_STEPS,
        (PreparedStatement statement) -> {
          JdbcArrays<?> bound = bindAccounts(statement, opened, updated, recordedAt);
          bound = bindPayments(bound, payments, recordedAt);
          bound = bindLines(bound, lines, recordedAt);
          bound = bindKeys(bound, keys, recordedAt);
          if (!steps.isEmpty()) {
            steps.bind(bound, recordedAt);
          }
          statement.execute();
          requireCount(statement, "accounts opened", opened.size());
          requireCount(statement, "accounts updated", updated.size());
          requireCount(statement, "payments", payments.size());
          requireCount(statement, "entries", lines.size());
          requireCount(statement, "keys", keys.size());
          if (!steps.isEmpty()) {
            for (int expected : steps.counts()) {
              requireCount(statement, "rows of holds and links", expected);
            }
          }
          return keys.size();
        });
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

  private static JdbcArrays<?> bindAccounts(
      PreparedStatement statement, List<Account> opened, List<BookAccount> updated, Instant time)
      throws SQLException {
    return JdbcArrays.of(statement, opened)
        .time(time)
        .ids(Account::id)
        .ids(Account::tenant)
        .texts(account -> account.kind().wireName())
        .ids(Account::owner)
        .texts(Account::asset)
        .longs(Account::balanceMinor)
        .longs(Account::heldMinor)
        .longs(Account::version)
        .rows(updated)
        .ids(BookAccount::id)
        .longs(account -> account.now().balanceMinor())
        .longs(account -> account.now().heldMinor())
        .longs(account -> account.now().version())
        .longs(BookAccount::versionBefore);
  }

  private static JdbcArrays<?> bindPayments(
      JdbcArrays<?> bound, List<Payment> payments, Instant time) throws SQLException {
    return bound
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

  private static JdbcArrays<?> bindLines(JdbcArrays<?> bound, List<Line> lines, Instant time)
      throws SQLException {
    return bound
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

  private static JdbcArrays<?> bindKeys(JdbcArrays<?> bound, List<Posting> keys, Instant time)
      throws SQLException {
    return bound
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

  // The answers come in the order of the statements. A count that is off means that a row was not
  // as the lock had shown it, which cannot be; nothing of such a batch may be committed.
  private static void requireCount(PreparedStatement statement, String what, int expected)
      throws SQLException {
    int written = statement.getUpdateCount();
    if (written != expected) {
      throw new IllegalStateException(
          "expected to write " + expected + " " + what + ", but wrote " + written);
    }
    statement.getMoreResults();
  }
}
