/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class FeedingTest {
    private static final byte[] SEED = "number 12".getBytes(StandardCharsets.UTF_8);

    @Test
    void readAndRefusedInputsAreCounted() throws Exception {
        Feeding feeding = fed(input -> new String(input, StandardCharsets.UTF_8).contains("12"));

        assertThat(feeding.wrong()).isEmpty();
        assertThat(feeding.inputs()).isEqualTo(201);
        assertThat(feeding.toString()).doesNotContain(" 0 accepted", " 0 refused");
    }

    @Test
    void whatIsThrownIsWrongAlsoAnError() throws Exception {
        Feeding feeding =
                fed(
                        input -> {
                            if (input.length > SEED.length) {
                                throw new StackOverflowError("deep");
                            }
                            return true;
                        });

        assertThat(feeding.wrong())
                .isNotEmpty()
                .allSatisfy(w -> assertThat(w).contains("StackOverflowError: deep"));
        assertThat(feeding.inputs()).isEqualTo(201);
    }

    @Test
    void aRefusedSeedIsWrong() throws Exception {
        assertThat(fed(input -> false).wrong()).containsExactly("1 of 1 valid inputs are refused");
    }

    private interface Reader {
        boolean accepts(byte[] input);
    }

    private static Feeding fed(Reader reader) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        Feeding feeding =
                new Feeding(
                        new Target() {
                            @Override
                            public String name() {
                                return "numbers";
                            }

                            @Override
                            public List<byte[]> seeds() {
                                return List.of(SEED);
                            }

                            @Override
                            public boolean accepts(byte[] input) {
                                return reader.accepts(input);
                            }
                        });
        feeding.run(new Mutator(random), 200);
        return feeding;
    }
}
