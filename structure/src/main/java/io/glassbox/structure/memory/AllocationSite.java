package io.glassbox.structure.memory;

/**
 * Live blocks that were asked for at one place in the code.
 *
 * @param place the innermost frames outside the allocator, callee first
 * @param blocks how many
 * @param bytes their size classes together
 */
public record AllocationSite(String place, long blocks, long bytes) {}
