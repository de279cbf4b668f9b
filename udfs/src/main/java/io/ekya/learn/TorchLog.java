/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of PyTorch's native libraries, which goes to standard error. They read the variable
 * {@code TORCH_CPP_LOG_LEVEL} only if Python loads them. Without that variable only errors are
 * logged: on a processor that NNPACK does not support, every convolution logs a warning otherwise.
 */
final class TorchLog {
    private static final Logger LOG = LoggerFactory.getLogger(TorchLog.class);
    private static final String LEVEL_VARIABLE = "TORCH_CPP_LOG_LEVEL";

    /** The library with PyTorch's logging. */
    private static final String LIBRARY = "libc10.so";

    /** {@code c10::initLogging()}, which reads the variable. */
    private static final String READ_VARIABLE = "_ZN3c1011initLoggingEv";

    /** An int: 0 info, 1 warning, 2 error, 3 fatal. */
    private static final String LEVEL = "FLAGS_caffe2_log_level";

    private static final int ERROR = 2;

    private TorchLog() {}

    /** Sets the level; PyTorch must be loaded. Keeps PyTorch's own level if that is impossible. */
    static void setLevel() {
        try {
            NativeLibrary library = library();
            if (System.getenv(LEVEL_VARIABLE) == null) {
                library.getGlobalVariableAddress(LEVEL).setInt(0, ERROR);
            } else {
                library.getFunction(READ_VARIABLE).invokeVoid(new Object[0]);
            }
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            LOG.info("The level of PyTorch's log cannot be set: {}", e.toString());
        }
    }

    /** Returns the present level. */
    static int level() {
        return library().getGlobalVariableAddress(LEVEL).getInt(0);
    }

    private static NativeLibrary library() {
        return NativeLibrary.getInstance(Path.of(LibUtils.getLibtorchPath(), LIBRARY).toString());
    }
}
