using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>GlobalAveragePool and GlobalMaxPool, and ReduceMean and ReduceMax over rows and columns.</summary>
internal static class GlobalPools
{
    [Imports("GlobalAveragePool", "GlobalMaxPool")]
    public static void Global(OperatorCall call) => call.Return(Pool(call, call.Picture(0), keepDims: true));

    [Imports("ReduceMean", "ReduceMax")]
    public static void Reduce(OperatorCall call)
    {
        var input = call.Flow(0);
        int[]? axes = call.IntsOrInput("axes", 1) is { } given ? [.. given.Select(axis => call.Axis(axis, input.Rank)).Order()] : null;
        if (call.Op == "ReduceMean" && axes is [var only] && only == input.Rank && call.Int("keepdims", 1) == 1 && SpelledNormalization.Import(call, input)) return;
        if (input.Rank != 3 || axes is not { Length: 2 } || axes.Contains(0)) throw call.Unsupported($"the axes are [{string.Join(", ", axes ?? [])}]; rows and columns of pictures are taken.");
        var channels = 6 - axes[0] - axes[1];
        var keepDims = call.Int("keepdims", 1) != 0;
        var output = Pool(call, call.Arrange(input, [axes[0], axes[1], channels]), keepDims);
        call.Return(keepDims ? output : output with { Axes = [1] });
    }

    private static Flow Pool(OperatorCall call, Flow input, bool keepDims) =>
        call.Apply(call.Op is "GlobalMaxPool" or "ReduceMax" ? new GlobalMaxPooling2D(keepDims, name: call.Name()) : new GlobalAveragePooling2D(keepDims, name: call.Name()), input) with { IsNonNegative = input.IsNonNegative };
}
