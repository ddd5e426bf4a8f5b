/** Tests of the stream of events. */
@NullMarked
package dev.countersign.server.events;

import org.jspecify.annotations.NullMarked;
