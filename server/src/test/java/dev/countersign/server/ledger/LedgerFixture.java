package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestPostgres;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A ledger on a database of its own, with people and short ways to move money between them. */
final class LedgerFixture implements AutoCloseable {
  final StoreFixture store;
  final IdGenerator ids = new IdGenerator(InstantSource.system(), new Random(7));
  final Map<PostingGuard.Request, Refusal> barred = new ConcurrentHashMap<>();
  private final AtomicLong keys = new AtomicLong();
  private final List<GroupCommit> started = new ArrayList<>();

  private LedgerFixture(StoreFixture store) {
    this.store = store;
  }

  static LedgerFixture create() {
    return new LedgerFixture(StoreFixture.create());
  }

  static LedgerFixture createOn(TestPostgres server) {
    return new LedgerFixture(StoreFixture.createOn(server));
  }

  /** One more node's ledger, running. */
  GroupCommit startLedger() {
    GroupCommit ledger = newLedger(store.application(), Clock.systemUTC());
    start(ledger);
    return ledger;
  }

  void start(GroupCommit ledger) {
    ledger.start();
    started.add(ledger);
  }

  /** One more node's ledger, not yet running. */
  GroupCommit newLedger(DataSource source, InstantSource clock) {
    return newLedger(source, clock, new SubmissionQueue(20_000, 1_000));
  }

  GroupCommit newLedger(DataSource source, InstantSource clock, SubmissionQueue queue) {
    JdbcTemplate jdbc = new JdbcTemplate(source);
    JdbcClient client = JdbcClient.create(source);
    TenantTransactions transactions =
        new TenantTransactions(new JdbcTransactionManager(source), client);
    PostingTransaction transaction =
        new PostingTransaction(
            transactions,
            requests -> Map.copyOf(barred),
            new JdbcBooks(jdbc, new JdbcTransfers(jdbc)),
            new JdbcPostings(jdbc),
            new StoringAuditTrail(jdbc, ids),
            new JdbcAssets(transactions, client),
            ids,
            clock);
    return new GroupCommit(transaction, queue);
  }

  AccountOpenings openings() {
    JdbcTemplate jdbc = new JdbcTemplate(store.application());
    return new JdbcAccountOpenings(
        store.transactions(),
        jdbc,
        new StoringAuditTrail(jdbc, ids),
        new JdbcAssets(store.transactions(), store.jdbc()),
        ids,
        InstantSource.system());
  }

  Accounts accounts() {
    return new JdbcAccounts(store.transactions(), store.jdbc());
  }

  History history() {
    return new JdbcHistory(
        store.transactions(), store.jdbc(), new JdbcTemplate(store.application()));
  }

  UserId newUser(TenantId tenant) {
    UserId user = new UserId(ids.next());
    store.transactions().run(tenant, () -> insert(tenant, user));
    return user;
  }

  private void insert(TenantId tenant, UserId user) {
    store
        .jdbc()
        .sql(
            """
            insert into users (
              id, tenant_id, username, username_key, roles, status, created_at, updated_at)
            values (:id, :tenant, :name, :name, '{user}', 'active', now(), now())
            """)
        .param("id", user.value())
        .param("tenant", tenant.value())
        .param("name", user.text())
        .update();
  }

  UserId newUser() {
    return newUser(TenantId.DEFAULT);
  }

  /** A payment in dollars under a fresh key. */
  Transfer payment(UserId payer, UserId payee, long cents) {
    return payment(payer, payee, cents, "key-" + keys.incrementAndGet());
  }

  Transfer payment(UserId payer, UserId payee, long cents, String key) {
    return transfer(
        Transfer.Type.PAYMENT,
        new AccountRef.OfOwner(payer),
        new AccountRef.OfOwner(payee),
        cents,
        IdempotencyKey.ofPayer(payer, key, hash(payee, cents)),
        payer);
  }

  /** A deposit in dollars under a fresh reference. */
  Transfer deposit(UserId payee, long cents) {
    return transfer(
        Transfer.Type.DEPOSIT,
        new AccountRef.World(),
        new AccountRef.OfOwner(payee),
        cents,
        IdempotencyKey.ofTenant(
            TenantId.DEFAULT, "deposit-" + keys.incrementAndGet(), hash(payee, cents)),
        payee);
  }

  static Transfer transfer(
      Transfer.Type type,
      AccountRef from,
      AccountRef to,
      long cents,
      IdempotencyKey key,
      UserId initiator) {
    return new Transfer(
        TenantId.DEFAULT,
        type,
        "USD",
        List.of(new Entry(from, -cents), new Entry(to, cents)),
        key,
        new Authority(initiator, new SessionId(new UUID(0, 1))),
        null,
        Map.of(),
        null);
  }

  static RequestHash hash(Object... fields) {
    return RequestHash.of(Arrays.stream(fields).map(String::valueOf).toArray(String[]::new));
  }

  /** Posts and waits. */
  static List<Verdict> post(Ledger ledger, Transfer... transfers) {
    try {
      return ledger.post(List.of(transfers)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  static PostedTransfer posted(Verdict verdict) {
    if (verdict instanceof Verdict.Posted posted) {
      return posted.transfer();
    }
    throw new AssertionError("expected a posting, but it was " + verdict);
  }

  static Refusal.Reason reason(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      return refused.refusal().reason();
    }
    throw new AssertionError("expected a refusal, but it was " + verdict);
  }

  /** A person's dollars, as the store has them. */
  long balance(UserId owner) {
    return balance(TenantId.DEFAULT, owner);
  }

  long balance(TenantId tenant, UserId owner) {
    return accounts().ofOwner(tenant, owner).stream().mapToLong(Account::balanceMinor).sum();
  }

  long count(String table) {
    return store.superuser().sql("select count(*) from " + table).query(Long.class).single();
  }

  @Override
  public void close() {
    started.forEach(GroupCommit::stop);
    store.close();
  }
}
