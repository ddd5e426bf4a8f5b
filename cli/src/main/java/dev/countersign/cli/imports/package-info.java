/** Files of people from other systems. */
@NullMarked
package dev.countersign.cli.imports;

import org.jspecify.annotations.NullMarked;
