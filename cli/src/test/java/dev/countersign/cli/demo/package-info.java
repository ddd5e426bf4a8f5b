/** Tests of the demo. */
@NullMarked
package dev.countersign.cli.demo;

import org.jspecify.annotations.NullMarked;
