/** Where the service's measurements are gathered. */
@NullMarked
package dev.countersign.server.platform.metrics;

import org.jspecify.annotations.NullMarked;
