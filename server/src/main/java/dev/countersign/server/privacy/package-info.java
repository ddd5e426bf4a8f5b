/**
 * Personal data sealed under each person's own key, so that forgetting a person is destroying a
 * key.
 */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package dev.countersign.server.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
