package dev.countersign.server.privacy;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.privacy.PersonKeyCache.Owner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Personal data under person keys, which the master keys wrap.
 *
 * <p>NOTE: with several nodes, the others may open what a forgotten person sealed for up to a
 * minute more, until the key leaves their memory.
 */
@Component
final class SealedPersonalData implements PersonalData {
  private static final String INDEX_PURPOSE = "personal-index";

  private final JdbcPersonKeys stored;
  private final MasterKeys master;
  private final InstantSource clock;
  private final ApplicationEventPublisher events;
  private final PersonKeyCache cache = new PersonKeyCache();
  private final PersonKey nobody = PersonKey.generate();

  SealedPersonalData(
      JdbcPersonKeys stored,
      MasterKeys master,
      InstantSource clock,
      ApplicationEventPublisher events) {
    this.stored = stored;
    this.master = master;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public byte[] seal(TenantId tenant, UUID person, byte[] plain, String context) {
    PersonKey key = find(tenant, person).orElseGet(() -> make(tenant, person));
    return key.seal(plain, bound(tenant, person, context));
  }

  @Override
  public Optional<byte[]> open(TenantId tenant, UUID person, byte[] sealed, String context) {
    return find(tenant, person)
        .filter(key -> key.sealed(sealed))
        .map(key -> key.open(sealed, bound(tenant, person, context)));
  }

  @Override
  public void fetch(TenantId tenant, UUID person) {
    String context = wrapping(tenant, person);
    Optional<byte[]> wrapped = stored.find(tenant, person);
    byte[] key = master.open(wrapped.orElseGet(() -> nobodys(context)), context);
    PersonKey opened = PersonKey.ofBytes(key);
    if (wrapped.isPresent()) {
      cache.put(new Owner(tenant, person), opened);
    }
  }

  private byte[] nobodys(String context) {
    return master.seal(nobody.bytes(), context);
  }

  @Override
  public byte[] index(TenantId tenant, String field, String value) {
    byte[] name = field.getBytes(StandardCharsets.UTF_8);
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    ByteBuffer data =
        ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + name.length + text.length)
            .putLong(tenant.value().getMostSignificantBits())
            .putLong(tenant.value().getLeastSignificantBits())
            .putInt(name.length)
            .put(name)
            .put(text);
    return master.mac(INDEX_PURPOSE, data.array());
  }

  @Override
  public void forget(TenantId tenant, UUID person) {
    stored.remove(tenant, person);
    cache.forget(new Owner(tenant, person));
    events.publishEvent(new PersonForgotten(tenant, person));
  }

  private Optional<PersonKey> find(TenantId tenant, UUID person) {
    PersonKey known = cache.get(new Owner(tenant, person));
    if (known != null) {
      return Optional.of(known);
    }
    Optional<PersonKey> found =
        stored
            .find(tenant, person)
            .map(wrapped -> PersonKey.ofBytes(master.open(wrapped, wrapping(tenant, person))));
    found.ifPresent(key -> cache.put(new Owner(tenant, person), key));
    return found;
  }

  private PersonKey make(TenantId tenant, UUID person) {
    byte[] wrapped = master.seal(PersonKey.generate().bytes(), wrapping(tenant, person));
    stored.add(tenant, person, wrapped, StoredTime.now(clock));
    return find(tenant, person)
        .orElseThrow(() -> new IllegalStateException("the person's key is another tenant's"));
  }

  static String wrapping(TenantId tenant, UUID person) {
    return "person-key:" + tenant.value() + ":" + person;
  }

  private static byte[] bound(TenantId tenant, UUID person, String context) {
    return (tenant.value() + ":" + person + ":" + context).getBytes(StandardCharsets.UTF_8);
  }
}
