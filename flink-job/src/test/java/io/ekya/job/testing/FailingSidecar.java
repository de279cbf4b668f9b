/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import io.ekya.sidecar.client.Sidecar;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** A sidecar client whose calls all fail. */
public final class FailingSidecar {
    private FailingSidecar() {}

    /** Returns a client that throws the supplied exception from every call but {@code close()}. */
    public static Sidecar throwing(Supplier<? extends Throwable> failures) {
        return of(failures, () -> {});
    }

    /** Returns a client that runs something when it is closed, and has no other calls. */
    public static Sidecar closing(Runnable onClose) {
        return of(UnsupportedOperationException::new, onClose);
    }

    private static Sidecar of(Supplier<? extends Throwable> failures, Runnable onClose) {
        return (Sidecar)
                Proxy.newProxyInstance(
                        Sidecar.class.getClassLoader(),
                        new Class<?>[] {Sidecar.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("close") && arguments == null) {
                                onClose.run();
                                return null;
                            }
                            throw failures.get();
                        });
    }
}
