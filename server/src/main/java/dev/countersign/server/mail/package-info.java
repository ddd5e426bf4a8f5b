/** Messages to people: queued in the transaction of what they tell, delivered after it. */
@ApplicationModule(allowedDependencies = {"platform", "privacy", "audit"})
@NullMarked
package dev.countersign.server.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
