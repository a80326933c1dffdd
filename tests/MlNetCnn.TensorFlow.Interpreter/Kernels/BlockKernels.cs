namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Blocks of pixels moved to the batch or to the channels and back (<c>spacetobatch_op.cc</c>, <c>batchtospace_op.cc</c>, <c>depthtospace_op.cc</c>).</summary>
internal static class BlockKernels
{
    private const string Block = "Tblock_shape type in int32,int64 = int32";
    private const string Crops = "Tcrops type in int32,int64 = int32";

    /// <summary>Pads with zeros; pixel (i·block + k) of picture n goes to pixel i of picture k·batch + n.</summary>
    [Kernel("SpaceToBatchND", "input T, block_shape Tblock_shape, paddings Tpaddings -> output T", Kinds.Any, Block, Kinds.Paddings)]
    public static Tensor[] SpaceToBatch(KernelCall call)
    {
        var (input, block, pads) = Checked(call, "paddings");
        var m = block.Length;
        int[] padded = [.. input.Shape];
        for (var d = 0; d < m; d++)
        {
            padded[d + 1] += pads[2 * d] + pads[2 * d + 1];
            call.Require(padded[d + 1] % block[d] == 0, $"padded_shape[{d}]={padded[d + 1]} is not divisible by block_shape[{d}]={block[d]}");
        }

        var strides = Shapes.Strides(input.Shape);
        var map = IndexMap.Of([.. padded.Select((size, d) => IndexMap.Offsets(size, strides[d], i =>
            d < 1 || d > m ? i : i - pads[2 * (d - 1)] is var at && at < input.Shape[d] ? at : -1))]);
        int[] split = [padded[0], .. Enumerable.Range(0, m).SelectMany(d => new[] { padded[d + 1] / block[d], block[d] }), .. padded[(m + 1)..]];
        int[] perm = [.. Enumerable.Range(0, m).Select(d => 2 * d + 2), 0, .. Enumerable.Range(0, m).Select(d => 2 * d + 1), .. Enumerable.Range(2 * m + 1, split.Length - 2 * m - 1)];
        var turned = MoveKernels.Transpose(IndexMap.Take(input, split, map), perm);
        return [turned.As([padded[0] * Tensor.Size(block), .. Enumerable.Range(0, m).Select(d => padded[d + 1] / block[d]), .. padded[(m + 1)..]])];
    }

    /// <summary>The way back, and borders cut off.</summary>
    [Kernel("BatchToSpaceND", "input T, block_shape Tblock_shape, crops Tcrops -> output T", Kinds.Any, Block, Crops)]
    public static Tensor[] BatchToSpace(KernelCall call)
    {
        var (input, block, crops) = Checked(call, "crops");
        var m = block.Length;
        var blocks = Tensor.Size(block);
        call.Require(input.Shape[0] % blocks == 0, $"Input batch dimension ({input.Shape[0]}) is not divisible by product of block sizes ({blocks})");
        int[] rest = input.Shape[(m + 1)..];
        int[] split = [.. block, input.Shape[0] / blocks, .. input.Shape[1..]];
        int[] perm = [m, .. Enumerable.Range(0, m).SelectMany(d => new[] { m + 1 + d, d }), .. Enumerable.Range(2 * m + 1, rest.Length)];
        int[] whole = [split[m], .. Enumerable.Range(0, m).Select(d => input.Shape[d + 1] * block[d]), .. rest];
        var merged = MoveKernels.Transpose(input.As(split), perm).As(whole);
        int[] shape = [.. whole];
        for (var d = 0; d < m; d++)
        {
            shape[d + 1] -= crops[2 * d] + crops[2 * d + 1];
            call.Require(shape[d + 1] >= 0, $"cropped_shape[{d}]={shape[d + 1]} must be non-negative");
        }

        var strides = Shapes.Strides(whole);
        return [IndexMap.Take(merged, shape, IndexMap.Of([.. shape.Select((size, d) => IndexMap.Offsets(size, strides[d], i => d < 1 || d > m ? i : i + crops[2 * (d - 1)]))]))];
    }

    [Kernel("DepthToSpace", "input T -> output T", Kinds.Any, "block_size int", Picture.Format)]
    public static Tensor[] DepthToSpace(KernelCall call)
    {
        var (input, size) = (Picture.Last(call, call[0]), (int)call.Int("block_size"));
        var s = input.Shape;
        call.Require(size > 1, $"Block size should be > 1, but was: {size}");
        call.Require(s[3] % (size * size) == 0, $"Input depth dimension {s[3]} should be divisible by: {size * size}");
        var turned = MoveKernels.Transpose(input.As(s[0], s[1], s[2], size, size, s[3] / size / size), [0, 1, 3, 2, 4, 5]);
        return [Picture.Back(call, turned.As(s[0], s[1] * size, s[2] * size, s[3] / size / size))];
    }

    [Kernel("SpaceToDepth", "input T -> output T", Kinds.Any, "block_size int", Picture.Format)]
    public static Tensor[] SpaceToDepth(KernelCall call)
    {
        var (input, size) = (Picture.Last(call, call[0]), (int)call.Int("block_size"));
        var s = input.Shape;
        call.Require(size > 1, $"Block size should be > 1, but was: {size}");
        call.Require(s[1] % size == 0 && s[2] % size == 0, $"Image height {s[1]} and width {s[2]} should be divisible by block_size: {size}");
        var turned = MoveKernels.Transpose(input.As(s[0], s[1] / size, size, s[2] / size, size, s[3]), [0, 1, 3, 2, 4, 5]);
        return [Picture.Back(call, turned.As(s[0], s[1] / size, s[2] / size, size * size * s[3]))];
    }

    private static (Tensor Input, int[] Block, int[] Edges) Checked(KernelCall call, string edges)
    {
        var block = call.Vector(1, "block_shape");
        call.Require(call[0].Rank >= 1 + block.Length, $"input rank should be >= {1 + block.Length} instead of {call[0].Rank}");
        call.Require(Array.TrueForAll(block, b => b >= 1), "All values in block_shape must be positive");
        call.Require(
            call[2].Rank == 2 && call[2].Shape[0] == block.Length && call[2].Shape[1] == 2,
            $"{edges} should have shape [{block.Length}, 2] instead of {call[2].ShapeText}");
        var values = Array.ConvertAll(call[2].Integers(), v => (int)v);
        call.Require(Array.TrueForAll(values, v => v >= 0), $"{edges} must be non-negative");
        return (call[0], block, values);
    }
}
