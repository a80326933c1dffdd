namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>
/// Pictures taken apart into batches, and put together again (<c>spacetobatch_op.cc</c>, <c>batchtospace_op.cc</c>), for two directions of pictures with channels last. The batch of
/// parts runs over the blocks' rows, then their columns, then the pictures.
/// </summary>
internal static class BatchSpaceKernels
{
    private const string Block = "Tblock_shape type in int32,int64 = int32";

    [Kernel("SpaceToBatchND", "input T, block_shape Tblock_shape, paddings Tpaddings -> output T", Kinds.Any, Block, Kinds.Paddings)]
    public static Tensor[] Apart(KernelCall call)
    {
        var (block, pads) = Arguments(call, "paddings");
        var shape = call[0].Shape;
        int[] padded = [shape[1] + pads[0].Before + pads[0].After, shape[2] + pads[1].Before + pads[1].After];
        for (var d = 0; d < 2; d++) call.Require(padded[d] % block[d] == 0, $"padded_shape[{d}]={padded[d]} is not divisible by block_shape[{d}]={block[d]}");
        int[] parts = [shape[0] * block[0] * block[1], padded[0] / block[0], padded[1] / block[1], shape[3]];
        return [IndexMap.Take(call[0], parts, Map(parts, shape, block, pads))];
    }

    [Kernel("BatchToSpaceND", "input T, block_shape Tblock_shape, crops Tcrops -> output T", Kinds.Real, Block, "Tcrops type in int32,int64 = int32")]
    public static Tensor[] Together(KernelCall call)
    {
        var (block, crops) = Arguments(call, "crops");
        var parts = call[0].Shape;
        call.Require(parts[0] % (block[0] * block[1]) == 0, $"Input batch dimension ({parts[0]}) is not divisible by product of block sizes ({block[0] * block[1]})");
        int[] shape = [parts[0] / (block[0] * block[1]), parts[1] * block[0] - crops[0].Before - crops[0].After, parts[2] * block[1] - crops[1].Before - crops[1].After, parts[3]];
        call.Require(shape[1] >= 0 && shape[2] >= 0, $"cropped_shape is negative: [{shape[1]},{shape[2]}]");
        return [IndexMap.Return(call[0], shape, Map(parts, shape, block, crops))];
    }

    /// <summary>For each place of the parts its place in the whole; -1 for what lies outside.</summary>
    private static int[] Map(int[] parts, int[] whole, int[] block, (int Before, int After)[] around)
    {
        var map = new int[Tensor.Size(parts)];
        for (var i = 0; i < map.Length; i++)
        {
            var (rest, c) = Math.DivRem(i, parts[3]);
            (rest, var x) = Math.DivRem(rest, parts[2]);
            (var batch, var y) = Math.DivRem(rest, parts[1]);
            var (piece, n) = Math.DivRem(batch, whole[0]);
            var (row, column) = (y * block[0] + piece / block[1] - around[0].Before, x * block[1] + piece % block[1] - around[1].Before);
            map[i] = row < 0 || row >= whole[1] || column < 0 || column >= whole[2] ? -1 : ((n * whole[1] + row) * whole[2] + column) * whole[3] + c;
        }

        return map;
    }

    private static (int[] Block, (int Before, int After)[] Around) Arguments(KernelCall call, string what)
    {
        call.Require(call[0].Rank == 4, $"pictures with channels must have 4 dimensions here: {call[0].ShapeText}", TensorFlowStatus.Unimplemented);
        var block = call.Vector(1, "block_shape");
        call.Require(block.Length == 2 && block[0] >= 1 && block[1] >= 1, $"block_shape must have two positive values: {string.Join(",", block)}");
        call.Require(call[2].Rank == 2 && call[2].Shape[0] == 2 && call[2].Shape[1] == 2, $"{what} must have the shape [2,2], not {call[2].ShapeText}");
        var values = call[2].Integers();
        call.Require(Array.TrueForAll(values, v => v >= 0), $"{what} must be non-negative");
        return (block, [((int)values[0], (int)values[1]), ((int)values[2], (int)values[3])]);
    }
}
