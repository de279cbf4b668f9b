package io.ekya.device;

/**
 * Where models compute, as people write it: {@code cpu} (one GPU is one core) or {@code cuda:N}.
 *
 * @param gpu number of the NVIDIA GPU from 0, as CUDA counts them; -1 is the processor
 */
public record DeviceName(int gpu) {
    /** What a name looks like. */
    public static final String PATTERN = "cpu|cuda:\\d{1,3}";

    /** The processor. */
    public static final DeviceName CPU = new DeviceName(-1);

    private static final String CUDA = "cuda:";

    public DeviceName {
        if (gpu < -1) {
            throw new IllegalArgumentException("there is no GPU of the number " + gpu);
        }
    }

    /**
     * The device of a name.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static DeviceName of(String text) {
        if (!text.matches(PATTERN)) {
            throw new IllegalArgumentException(
                    "device must be cpu or cuda:N, such as cuda:0, but is '" + text + "'");
        }
        return text.startsWith(CUDA)
                ? new DeviceName(Integer.parseInt(text.substring(CUDA.length())))
                : CPU;
    }

    /** Whether it is the processor. */
    public boolean isCpu() {
        return gpu < 0;
    }

    @Override
    public String toString() {
        return isCpu() ? "cpu" : CUDA + gpu;
    }
}
