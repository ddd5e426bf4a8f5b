package dev.countersign.server.testing;

import dev.countersign.server.Main;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/**
 * A test against the whole service on a port of its own, over a real database. The service starts
 * once for all classes that ask for it in the same way, so tests bring their own users, references
 * and tenants, and don't count on an empty table.
 *
 * <pre>{@code
 * @ServerTest
 * class PaymentsTests {
 *   private final ServerUnderTest server;
 *
 *   PaymentsTests(ServerUnderTest server) {
 *     this.server = server;
 *   }
 *
 *   @Test
 *   void answersHealth() {
 *     HttpResponse<String> answer = server.get("/health");
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>Rate limits are off, password hashing is cheap, and the data directory is temporary. A class
 * that wants other settings adds {@code @TestPropertySource}, and gets a service and a database of
 * its own; one that wants to set the time adds {@code @Import(MovableClock.class)}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(classes = Main.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestSurroundings.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public @interface ServerTest {}
