using MlNetCnn.Conformance.Cases;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Tests.Writing;

/// <summary>Batch normalizations that become part of what is before them.</summary>
public sealed class FoldTests
{
    private static readonly OnnxOptions Fold = new() { FoldBatchNormalization = true };

    [Fact]
    public void Kernel_and_bias_are_scaled_by_channel()
    {
        Conv2D conv = new(4, 3);
        BatchNormalization normalization = new(epsilon: 0.01);
        var input = KerasTensor.Input([6, 6, 3], "input");
        var model = new Model(input, new ReLU().Call(normalization.Call(conv.Call(input))), "net");
        RandomWeights.Fill(model, 5);
        GraphProto(model, out var kernel, out var bias, out var plain);
        for (var f = 0; f < 4; f++)
        {
            var scale = normalization.Gamma!.Values[f] / Math.Sqrt(normalization.MovingVariance!.Values[f] + 0.01);
            for (var i = 0; i < 27; i++) Assert.Equal(plain[f * 27 + i] * scale, kernel[f * 27 + i], 1e-6);
            Assert.Equal((conv.Bias!.Values[f] - normalization.MovingMean!.Values[f]) * scale + normalization.Beta!.Values[f], bias[f], 1e-6);
        }

        static void GraphProto(Model model, out float[] kernel, out float[] bias, out float[] plain)
        {
            plain = Written.Graph(model).Constant("conv2d/kernel").Floats();
            var folded = Written.Graph(model, Fold);
            Assert.Equal((0, 1, 1), (folded.Count("BatchNormalization"), folded.Count("Conv"), folded.Count("Relu")));
            (kernel, bias) = (folded.Constant(folded.Only("Conv").Inputs[1]).Floats(), folded.Constant(folded.Only("Conv").Inputs[2]).Floats());
        }
    }

    [Theory]
    [InlineData("resnet50_48", 0)]
    [InlineData("mobilenet_0.25_64", 0)]
    [InlineData("batch_normalization", 1)]
    [InlineData("flatten_normalization_dense", 1)]
    public void All_that_can_be_are_folded(string name, int left) => Assert.Equal(left, Written.Graph(AllCases.List.Single(c => c.Name == name).Build(), Fold).Count("BatchNormalization"));

    [Fact]
    public void A_normalization_of_what_others_read_or_of_an_activation_stays()
    {
        var input = KerasTensor.Input([6, 6, 3], "input");
        var sums = new Conv2D(4, 3).Call(input);
        Assert.Equal(1, Written.Graph(new Model([input], [new BatchNormalization().Call(sums), new ReLU().Call(sums)]), Fold).Count("BatchNormalization"));
        Assert.Equal(1, Written.Chain([6, 6, 3], Fold, new Conv2D(4, 3, activation: "relu"), new BatchNormalization()).Count("BatchNormalization"));
        Assert.Equal(1, Written.Chain([6, 4, 3], Fold, new Conv2D(4, 3), new BatchNormalization(axis: 1)).Count("BatchNormalization"));
    }

    [Fact]
    public void A_shared_convolution_is_folded_with_each_of_its_normalizations()
    {
        var input = KerasTensor.Input([6, 6, 3], "input");
        Conv2D conv = new(4, 3);
        var model = new Model([input], [new BatchNormalization().Call(conv.Call(input)), new BatchNormalization().Call(conv.Call(input))], "net");
        RandomWeights.Fill(model, 5);
        var kernels = Written.Graph(model, Fold).Nodes.Where(n => n.OpType == "Conv").Select(n => n.Inputs[1]).ToArray();
        Assert.Equal(2, kernels.Distinct().Count());
    }
}
