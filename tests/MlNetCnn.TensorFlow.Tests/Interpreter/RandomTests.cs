using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Interpreter.Kernels;
using static MlNetCnn.TensorFlow.Tests.Interpreter.KernelRunner;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>Numbers by chance.</summary>
public sealed class RandomTests
{
    /// <summary>The known answers of Random123's own tests.</summary>
    [Theory]
    [InlineData(0, 0, 0, "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData(0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822, "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Philox_gives_its_known_answers(ulong low, ulong high, ulong key, string expected) =>
        Assert.Equal(expected, string.Join(" ", Philox.Draw(low, high, key).Select(v => $"{v:x8}")));

    [Fact]
    public void Stateless_numbers_follow_from_key_and_counter()
    {
        Tensor U(params ulong[] values) => new(DataType.UInt64, [values.Length], values);
        float[] Draw(ulong counter, int count) => (float[])Run("StatelessRandomUniformV2", [], Vector(count), U(0), U(counter, 0), Scalar(1))[0].Data;
        Assert.Equal((0x6627e8d5 & 0x7fffff) / 8388608f, Draw(0, 5)[0]);
        Assert.Equal(Draw(1, 1)[0], Draw(0, 5)[4]);
    }

    [Theory]
    [InlineData("RandomUniform", 0.5, 0.2887)]
    [InlineData("RandomStandardNormal", 0, 1)]
    [InlineData("TruncatedNormal", 0, 0.8796)]
    public void Numbers_are_distributed_as_their_name_says(string op, double mean, double deviation)
    {
        var values = (float[])Run(op, new() { ["dtype"] = DataType.Float, ["T"] = DataType.Int32, ["seed"] = 1 }, Vector(20000))[0].Data;
        Assert.Equal(mean, values.Average(), 0.02);
        Assert.Equal(deviation, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), 0.02);
    }

    [Fact]
    public void Runs_differ_and_sessions_of_one_seed_do_not()
    {
        HandGraph Graph() => new HandGraph().Const("shape", TensorValue.Of([4], 1)).Node("r", "RandomUniform", "shape", ("dtype", DataType.Float), ("T", DataType.Int32));
        using var first = Graph().Session(new() { Seed = 3 });
        using var second = Graph().Session(new() { Seed = 3 });
        var a = HandGraph.Values(first.Run([], ["r"], [])[0]);
        Assert.NotEqual(a, HandGraph.Values(first.Run([], ["r"], [])[0]));
        Assert.Equal(a, HandGraph.Values(second.Run([], ["r"], [])[0]));
    }
}
