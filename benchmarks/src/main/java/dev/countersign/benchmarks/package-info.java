/** Load runs and fault runs against a service in a process of its own. */
@NullMarked
package dev.countersign.benchmarks;

import org.jspecify.annotations.NullMarked;
