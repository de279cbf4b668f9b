package io.ekya.bench;

/**
 * A benchmark that checks its own answer. Found as a service (ServiceLoader) and run by {@code
 * ./ekya bench}.
 */
public interface Bench {

    /** Its name on the command line: lower case, hyphens. */
    String name();

    /** One sentence: what is measured against what, and what must hold. */
    String about();

    /**
     * Measures.
     *
     * @param quick for CI: seconds instead of minutes; checks that need long measuring are left out
     */
    BenchResult run(boolean quick) throws Exception;
}
