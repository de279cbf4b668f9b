package io.ekya.bench;

/**
 * One benchmark of {@code ekya bench}, found as a service of this type (ServiceLoader). It prints
 * as it goes and judges its own answer.
 */
public interface Bench {

    /** As on the command line, such as {@code decision-time}. */
    String name();

    /** One sentence. */
    String description();

    /**
     * Measures.
     *
     * @param quick a run of seconds that shows that it works, as in CI; its figures mean little
     */
    BenchResult run(boolean quick) throws Exception;
}
