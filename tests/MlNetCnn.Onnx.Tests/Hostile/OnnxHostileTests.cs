using System.Diagnostics;
using MlNetCnn.Keras;
using MlNetCnn.Onnx.Definitions;
using static MlNetCnn.Onnx.Tests.Import.HandMade;

namespace MlNetCnn.Onnx.Tests.Hostile;

/// <summary>Files made to cost time or memory, or to lead elsewhere.</summary>
public sealed class OnnxHostileTests
{
    [Fact]
    public void Lists_that_double_with_every_node_are_refused()
    {
        NodeProto[] nodes = [Node("Shape", "x", "s0"), .. Enumerable.Range(0, 40).Select(i => Node("Concat", $"s{i} s{i}", $"s{i + 1}", new AttributeProto.Int("axis", 0))), Node("Reshape", "x s40", "y")];
        Assert.Contains("numbers of a shape", Cheap(() => Refused(File([-1, 2, 3, 4], 13, [], nodes))).Message);
    }

    [Fact]
    public void Values_that_double_with_every_node_are_refused()
    {
        NodeProto[] nodes = [.. Enumerable.Range(0, 60).Select(i => Node("Concat", $"s{i} s{i}", i == 59 ? "y" : $"s{i + 1}", new AttributeProto.Int("axis", 1)))];
        Cheap(() => Refused(File(["s0"], ["y"], [-1, 2], 13, [], nodes)));
    }

    [Theory, InlineData("Conv", 4), InlineData("BatchNormalization", 1), InlineData("ConvTranspose", 4), InlineData("PRelu", 1), InlineData("LayerNormalization", 1), InlineData("InstanceNormalization", 1), InlineData("Gemm", 2)]
    public void Weights_for_more_channels_than_the_file_has_numbers_for_are_not_made(string op, int rank)
    {
        var tensor = TensorProto.Of("w", new float[1], [.. Enumerable.Repeat(1L, rank)]);
        foreach (var input in (long[][])[[-1, 2_000_000_000, 1, 1], [-1, 1, 1, 2_000_000_000], [-1, 2_000_000_000]])
            if (Cheap(() => Record.Exception(() => Load(File(input, 13, [tensor], Node(op, "x w w w w", "y", new AttributeProto.Int("axis", -1)))))) is { } refused) Assert.IsType<ModelFormatException>(refused);
    }

    [Fact]
    public void Values_that_lie_in_other_files_are_not_looked_for()
    {
        var tensor = new TensorProto("k", ElementType.Float, [1, 1, 1, 1]) { ExternalData = [new StringEntry("location", "../../etc/passwd")] };
        var refused = Refused(File([-1, 1, 4, 4], 13, [tensor], Node("Conv", "x k", "y")));
        Assert.Equal(ModelFormatReason.Unsupported, refused.Reason);
        Assert.DoesNotContain("passwd", refused.Message);
        Assert.Equal(ModelFormatReason.Unsupported, Refused(File([-1, 1, 4, 4], 13, [], Node("Constant", "", "k", new AttributeProto.Tensor("value", tensor)) with { Inputs = [] }, Node("Conv", "x k", "y"))).Reason);
    }

    [Theory, InlineData(3), InlineData(5), InlineData(0)]
    public void Bytes_that_are_not_as_many_as_the_shape_says_are_damage(int bytes) =>
        Assert.Contains($"has {bytes} bytes", Refused(File([-1, 1, 4, 4], 13, [new TensorProto("k", ElementType.Float, [1, 1, 1, 1]) { RawData = new byte[bytes] }], Node("Conv", "x k", "y"))).Message);

    [Fact]
    public void Sizes_below_zero_are_damage() => Assert.Contains("dimension of -5", Refused(File([-1, 1, 4, 4], 13, [new TensorProto("k", ElementType.Float, [1, -5, 1, 1])], Node("Conv", "x k", "y"))).Message);

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:1", "git lfs pull")]
    [InlineData("<!DOCTYPE html>", "web page")]
    [InlineData("PK\u0003\u0004", "Model.Load")]
    public void Files_of_other_kinds_are_told_as_what_they_are(string start, string what) => Assert.Contains(what, Refused(System.Text.Encoding.Latin1.GetBytes(start)).Message);

    [Fact]
    public void A_circle_is_damage() => Assert.Contains("which no input, constant or earlier node gives", Refused(File([-1, 2], 13, [], Node("Relu", "b", "a"), Node("Relu", "a", "b"), Node("Relu", "x", "y"))).Message);

    [Fact]
    public void Too_many_nodes_inputs_and_outputs_are_refused()
    {
        Cheap(() => Refused(File([-1, 2], 13, [], [.. Enumerable.Range(0, 100_000).Select(i => Node("Relu", i == 0 ? "x" : $"v{i - 1}", $"v{i}"))])));
        string[] many = [.. Enumerable.Range(0, 5000).Select(i => $"x{i}")];
        Assert.Contains("5000 inputs", Refused(File(many, ["y"], [-1, 2], 13, [], [Node("Relu", "x0", "y")])).Message);
        Assert.Contains("5000 outputs", Refused(File(["x"], [.. Enumerable.Repeat("y", 5000)], [-1, 2], 13, [], [Node("Relu", "x", "y")])).Message);
    }

    [Fact]
    public void Many_inputs_before_a_long_chain_are_looked_at_once_each()
    {
        string[] inputs = [.. Enumerable.Range(0, 4000).Select(i => $"x{i}")];
        NodeProto[] nodes = [new NodeProto("Sum", inputs, ["s"]), .. Enumerable.Range(0, 9000).Select(_ => Node("Relu", "s", "s"))];
        Cheap(() => Refused(File(inputs, ["s"], [-1, 2, 2, 2], 13, [], nodes)));
    }

    /// <summary>Runs within 10 seconds of this thread's work and 600 MB.</summary>
    private static T Cheap<T>(Func<T> run)
    {
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        var result = run();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 600L << 20);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
        return result;
    }
}
