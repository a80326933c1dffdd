using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests;

public class LayerContractTests
{
    [Fact]
    public void Conv2D_meets_the_contract() => LayerContract.Verify(
        new Conv2D(8, (3, 5), strides: (2, 1), padding: Padding.Same, activation: "relu", kernelInitializer: new HeNormal(), name: "c"),
        [[11, 12, 3]], [6, 12, 8], ("kernel", [3, 5, 3, 8], true), ("bias", [8], true));

    [Fact]
    public void Conv2D_with_groups_and_dilation_meets_the_contract() => LayerContract.Verify(
        new Conv2D(6, 3, dilationRate: 2, groups: 2, useBias: false), [[10, 9, 4]], [6, 5, 6], ("kernel", [3, 3, 2, 6], true));

    [Fact]
    public void DepthwiseConv2D_meets_the_contract() => LayerContract.Verify(
        new DepthwiseConv2D(3, 2, Padding.Same, depthMultiplier: 2, activation: "relu6", depthwiseInitializer: new VarianceScaling(2, FanMode.FanOut)),
        [[7, 8, 5]], [4, 4, 10], ("kernel", [3, 3, 5, 2], true), ("bias", [10], true));

    [Fact]
    public void Dense_meets_the_contract() => LayerContract.Verify(
        new Dense(4, "softmax", biasInitializer: new Constant(0.5)), [[2, 3]], [2, 4], ("kernel", [3, 4], true), ("bias", [4], true));

    [Fact]
    public void BatchNormalization_meets_the_contract() => LayerContract.Verify(
        new BatchNormalization(momentum: 0.9, epsilon: 1e-5, gammaInitializer: new RandomUniform(0.5, 1.5)), [[4, 4, 3]], [4, 4, 3],
        ("gamma", [3], true), ("beta", [3], true), ("moving_mean", [3], false), ("moving_variance", [3], false));

    [Fact]
    public void BatchNormalization_without_gamma_and_beta_meets_the_contract() => LayerContract.Verify(
        new BatchNormalization(axis: 1, center: false, scale: false), [[3]], [3], ("moving_mean", [3], false), ("moving_variance", [3], false));

    [Fact]
    public void MaxPooling2D_meets_the_contract() => LayerContract.Verify(new MaxPooling2D(3, 2, Padding.Same), [[7, 8, 5]], [4, 4, 5]);

    [Fact]
    public void AveragePooling2D_meets_the_contract() => LayerContract.Verify(new AveragePooling2D((2, 3)), [[7, 9, 5]], [3, 3, 5]);

    [Fact]
    public void GlobalAveragePooling2D_meets_the_contract() => LayerContract.Verify(new GlobalAveragePooling2D(keepDims: true), [[7, 9, 5]], [1, 1, 5]);

    [Fact]
    public void GlobalMaxPooling2D_meets_the_contract() => LayerContract.Verify(new GlobalMaxPooling2D(), [[Shape.Unknown, 9, 5]], [5]);

    [Fact]
    public void ZeroPadding2D_meets_the_contract() => LayerContract.Verify(new ZeroPadding2D(((0, 1), (2, 3))), [[7, 9, 5]], [8, 14, 5]);

    [Fact]
    public void Flatten_meets_the_contract() => LayerContract.Verify(new Flatten(), [[7, 9, 5]], [315]);

    [Fact]
    public void Reshape_meets_the_contract() => LayerContract.Verify(new Reshape([3, -1]), [[2, 9]], [3, 6]);

    [Fact]
    public void Dropout_meets_the_contract() => LayerContract.Verify(new Dropout(0.25, seed: 7), [[9]], [9]);

    [Fact]
    public void Activation_meets_the_contract() => LayerContract.Verify(new Activation("gelu"), [[9]], [9]);

    [Fact]
    public void ReLU_meets_the_contract() => LayerContract.Verify(new ReLU(6, 0.1, 0.5), [[9]], [9]);

    [Fact]
    public void LeakyReLU_meets_the_contract() => LayerContract.Verify(new LeakyReLU(0.01), [[9]], [9]);

    [Fact]
    public void Softmax_meets_the_contract() => LayerContract.Verify(new Softmax(), [[9]], [9]);

    [Fact]
    public void Rescaling_meets_the_contract() => LayerContract.Verify(new Rescaling(1 / 127.5, -1), [[9, 9, 3]], [9, 9, 3]);

    [Fact]
    public void Add_meets_the_contract() => LayerContract.Verify(new Add(), [[Shape.Unknown, 4, 3], [4, 4, 3]], [4, 4, 3]);

    [Fact]
    public void Multiply_meets_the_contract() => LayerContract.Verify(new Multiply(), [[4, 3], [4, 3], [4, 3]], [4, 3]);

    [Fact]
    public void Concatenate_meets_the_contract() => LayerContract.Verify(new Concatenate(), [[4, 4, 3], [4, 4, 5]], [4, 4, 8]);

    [Fact]
    public void Concatenate_along_rows_meets_the_contract() => LayerContract.Verify(new Concatenate(1), [[4, 4, 3], [2, 4, 3]], [6, 4, 3]);

    [Fact]
    public void InputLayer_survives_its_configuration()
    {
        var input = new InputLayer([Shape.Unknown, 32, 3], "photo");
        var read = Assert.IsType<InputLayer>(LayerContract.Read(LayerConfig.Write(input).ToJsonString()));
        Assert.Equal(("photo", input.Shape), (read.Name, read.Shape));
    }

    /// <summary>Every layer that files may name is tested above: a new one without its test fails here.</summary>
    [Fact]
    public void Every_layer_has_its_contract_test()
    {
        var tests = typeof(LayerContractTests).GetMethods().Select(m => m.Name).ToArray();
        var layers = typeof(Layer).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Layer)) && !t.IsAbstract && !t.IsSubclassOf(typeof(Model)) && t != typeof(Model));
        Assert.All(layers, l => Assert.Contains(tests, t => t.StartsWith(l.Name + "_", StringComparison.Ordinal)));
    }
}
