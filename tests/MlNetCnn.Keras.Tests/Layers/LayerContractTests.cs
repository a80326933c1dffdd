using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

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
    public void Add_meets_the_contract() => LayerContract.Verify(new Add(), [[Shape.Unknown, 4, 3], [4, 4, 3]], [Shape.Unknown, 4, 3]);

    [Fact]
    public void Multiply_meets_the_contract() => LayerContract.Verify(new Multiply(), [[4, 3], [4, 3], [4, 3]], [4, 3]);

    [Fact]
    public void Concatenate_meets_the_contract() => LayerContract.Verify(new Concatenate(), [[4, 4, 3], [4, 4, 5]], [4, 4, 8]);

    [Fact]
    public void Concatenate_along_rows_meets_the_contract() => LayerContract.Verify(new Concatenate(1), [[4, 4, 3], [2, 4, 3]], [6, 4, 3]);

    [Fact]
    public void Conv2D_with_channels_first_meets_the_contract() => LayerContract.Verify(
        new Conv2D(
            8, (3, 5), kernelRegularizer: new L2(), biasRegularizer: new L1(1), activityRegularizer: new L1L2(1, 2), kernelConstraint: new MaxNorm(3, [0, 1, 2]), biasConstraint: new NonNeg(),
            dataFormat: DataFormat.ChannelsFirst),
        [[3, 11, 12]], [8, 9, 8], ("kernel", [3, 5, 3, 8], true), ("bias", [8], true));

    [Fact]
    public void SeparableConv2D_meets_the_contract() => LayerContract.Verify(
        new SeparableConv2D(
            6, 3, 2, Padding.Same, depthMultiplier: 2, activation: "relu6", depthwiseInitializer: new HeNormal(), pointwiseInitializer: new Ones(), depthwiseRegularizer: new L2(), pointwiseRegularizer: new L1(),
            biasRegularizer: new L2(1), activityRegularizer: new L1(2), depthwiseConstraint: new NonNeg(), pointwiseConstraint: new UnitNorm([2]), biasConstraint: new MaxNorm()),
        [[7, 8, 5]], [4, 4, 6], ("depthwise_kernel", [3, 3, 5, 2], true), ("pointwise_kernel", [1, 1, 10, 6], true), ("bias", [6], true));

    [Fact]
    public void Conv2DTranspose_meets_the_contract() => LayerContract.Verify(
        new Conv2DTranspose(6, 3, 2, Padding.Same, outputPadding: (1, 0), activation: "mish", useBias: false, kernelRegularizer: new L2(), kernelConstraint: new NonNeg()),
        [[7, 8, 5]], [14, 15, 6], ("kernel", [3, 3, 6, 5], true));

    [Fact]
    public void Cropping2D_meets_the_contract() => LayerContract.Verify(new Cropping2D(((0, 1), (2, 3))), [[7, 9, 5]], [6, 4, 5]);

    [Fact]
    public void UpSampling2D_meets_the_contract() => LayerContract.Verify(new UpSampling2D((2, 3), Interpolation.Bilinear), [[7, 9, 5]], [14, 27, 5]);

    [Fact]
    public void Permute_meets_the_contract() => LayerContract.Verify(new Permute([3, 1, 2]), [[7, 9, 5]], [5, 7, 9]);

    [Fact]
    public void SpatialDropout2D_meets_the_contract() => LayerContract.Verify(new SpatialDropout2D(0.25, 7, DataFormat.ChannelsFirst), [[7, 9, 5]], [7, 9, 5]);

    [Fact]
    public void GaussianNoise_meets_the_contract() => LayerContract.Verify(new GaussianNoise(0.25, seed: 7), [[9]], [9]);

    [Fact]
    public void GaussianDropout_meets_the_contract() => LayerContract.Verify(new GaussianDropout(0.25, seed: 7), [[9]], [9]);

    [Fact]
    public void Subtract_meets_the_contract() => LayerContract.Verify(new Subtract(), [[4, 1], [4, 3]], [4, 3]);

    [Fact]
    public void Average_meets_the_contract() => LayerContract.Verify(new Average(), [[4, 3], [4, 3], [3]], [4, 3]);

    [Fact]
    public void Maximum_meets_the_contract() => LayerContract.Verify(new Maximum(), [[4, 3], [4, 3]], [4, 3]);

    [Fact]
    public void Minimum_meets_the_contract() => LayerContract.Verify(new Minimum(), [[4, 3], [4, 3]], [4, 3]);

    [Fact]
    public void Normalization_meets_the_contract() => LayerContract.Verify(
        new Normalization([3, 1], invert: true), [[4, 5, 3]], [4, 5, 3], ("mean", [4, 3], false), ("variance", [4, 3], false), ("count", [], false));

    [Fact]
    public void Normalization_by_given_values_meets_the_contract() => LayerContract.Verify(new Normalization([2], mean: [1, 2], variance: [0.25, 4]), [[4, 2, 3]], [4, 2, 3]);

    [Fact]
    public void ELU_meets_the_contract() => LayerContract.Verify(new ELU(0.25), [[9]], [9]);

    [Fact]
    public void PReLU_meets_the_contract() => LayerContract.Verify(
        new PReLU(new Constant(0.25), new L2(), new NonNeg(), [1, 2]), [[7, 9, 5]], [7, 9, 5], ("alpha", [1, 1, 5], true));

    [Fact]
    public void RandomFlip_meets_the_contract() => LayerContract.Verify(new RandomFlip(FlipMode.Vertical, 7, DataFormat.ChannelsFirst), [[3, 9, 5]], [3, 9, 5]);

    [Fact]
    public void RandomRotation_meets_the_contract() => LayerContract.Verify(
        new RandomRotation((-0.1, 0.25), TransformFill.Constant, Interpolation.Nearest, 7, 0.5, DataFormat.ChannelsFirst), [[3, Shape.Unknown, 5]], [3, Shape.Unknown, 5]);

    [Fact]
    public void RandomZoom_meets_the_contract() => LayerContract.Verify(new RandomZoom(0.5, (0.25, -0.75), TransformFill.Wrap, seed: 7), [[7, 9, 5]], [7, 9, 5]);

    [Fact]
    public void RandomTranslation_meets_the_contract() => LayerContract.Verify(new RandomTranslation((0, 0.25), 0, TransformFill.Nearest, fillValue: 3), [[7, 9, 5]], [7, 9, 5]);

    [Fact]
    public void RandomContrast_meets_the_contract() => LayerContract.Verify(new RandomContrast(0.5, 2, (0, 1), 7), [[7, 9, 5]], [7, 9, 5]);

    [Fact]
    public void RandomBrightness_meets_the_contract() => LayerContract.Verify(new RandomBrightness((0, 0.25), (1, -1), 7), [[7, 9, 5]], [7, 9, 5]);

    [Fact]
    public void RandomCrop_meets_the_contract() => LayerContract.Verify(new RandomCrop(4, 3, 7, DataFormat.ChannelsFirst), [[5, 7, 9]], [5, 4, 3]);

    [Fact]
    public void CenterCrop_meets_the_contract() => LayerContract.Verify(new CenterCrop(40, 3), [[7, 9, 5]], [40, 3, 5]);

    [Fact]
    public void Resizing_meets_the_contract() => LayerContract.Verify(
        new Resizing(4, 30, Interpolation.Lanczos3, padToAspectRatio: true, fillValue: 2.5, antialias: true, dataFormat: DataFormat.ChannelsFirst), [[5, Shape.Unknown, 9]], [5, 4, 30]);

    [Fact]
    public void LayerNormalization_meets_the_contract() => LayerContract.Verify(
        new LayerNormalization([3, 1], 1e-6, gammaInitializer: new Constant(2), betaRegularizer: new L2(), gammaConstraint: new NonNeg()), [[4, 5, 3]], [4, 5, 3],
        ("gamma", [3, 4], true), ("beta", [3, 4], true));

    [Fact]
    public void GroupNormalization_meets_the_contract() => LayerContract.Verify(
        new GroupNormalization(2, 1, 1e-5, scale: false, betaInitializer: new Constant(2), betaConstraint: new NonNeg()), [[4, 5, 3]], [4, 5, 3], ("beta", [4], true));

    [Fact]
    public void UnitNormalization_meets_the_contract() => LayerContract.Verify(new UnitNormalization([1, -1]), [[4, 5, 3]], [4, 5, 3]);

    [Fact]
    public void Identity_meets_the_contract() => LayerContract.Verify(new Identity(), [[4, 5]], [4, 5]);

    [Fact]
    public void ActivityRegularization_meets_the_contract() => LayerContract.Verify(new ActivityRegularization(0.25, 0.5), [[4, 5]], [4, 5]);

    [Fact]
    public void AlphaDropout_meets_the_contract() => LayerContract.Verify(new AlphaDropout(0.25, 7), [[9]], [9]);

    [Fact]
    public void RepeatVector_meets_the_contract() => LayerContract.Verify(new RepeatVector(4), [[9]], [4, 9]);

    [Fact]
    public void Dot_meets_the_contract() => LayerContract.Verify(new Dot(2, -1, normalize: true), [[4, 5, 6], [7, 5]], [4, 6, 7]);

    [Fact]
    public void Softmax_along_rows_meets_the_contract() => LayerContract.Verify(new Softmax(1), [[4, 5, 3]], [4, 5, 3]);

    [Fact]
    public void Rescaling_by_channel_meets_the_contract() => LayerContract.Verify(new Rescaling([1, 2, 3], [-1, 0, 1]), [[9, 9, 3]], [9, 9, 3]);

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
