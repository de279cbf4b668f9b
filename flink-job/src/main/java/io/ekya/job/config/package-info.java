/** Configuration: one record per concern; keys, units, defaults, rules. */
@NullMarked
package io.ekya.job.config;

import org.jspecify.annotations.NullMarked;
