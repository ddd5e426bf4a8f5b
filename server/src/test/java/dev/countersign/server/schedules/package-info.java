/** Tests of {@link dev.countersign.server.schedules}. */
@NullMarked
package dev.countersign.server.schedules;

import org.jspecify.annotations.NullMarked;
