package io.glassbox.structure.memory;

/**
 * What a size class holds.
 *
 * @param blockBytes bytes of a block
 * @param slabs slabs of 64 KiB cut into such blocks
 * @param partialSlabs those of them with room for more
 * @param liveBlocks blocks in use
 * @param freeBlocks blocks that fit into these slabs besides
 */
public record ClassUse(int blockBytes, long slabs, long partialSlabs, long liveBlocks, long freeBlocks) {}
