using System.Collections;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;
using Tensorflow.Keras.ArgsDefinition;
using T = Tensorflow.Keras.Layers;
using TF = Tensorflow;

namespace MlNetCnn.TensorFlowNet.Tests;

/// <summary>Layers there and back.</summary>
public sealed class KerasLayersTests
{
    private static readonly Dictionary<string, Layer> Layers = new Layer[]
    {
        new Conv2D(4, (3, 2), (2, 1), Padding.Same, groups: 2, activation: "relu", useBias: false, name: "conv"), new Conv2D(4, 3, dilationRate: 2, activation: "tanh", name: "dilated"),
        new Conv2DTranspose(3, 2, 2, Padding.Same, useBias: false, activation: "sigmoid", name: "transpose"),
        new Dense(3, "softmax", name: "dense"), new Dense(3, useBias: false, name: "plain"),
        new BatchNormalization(3, 0.9, 1e-4, name: "norm"), new MaxPooling2D((3, 2), 2, Padding.Same, name: "max"), new AveragePooling2D(name: "average"),
        new MaxPooling2D(dataFormat: DataFormat.ChannelsFirst, name: "first"), new GlobalAveragePooling2D(name: "mean"), new GlobalMaxPooling2D(dataFormat: DataFormat.ChannelsFirst, name: "top"),
        new Dropout(0.3, 7, name: "dropout"), new Flatten(name: "flatten"), new Reshape([2, -1], name: "reshape"), new Permute([2, 1, 3], name: "permute"),
        new UpSampling2D((2, 3), name: "up"), new Concatenate(1, "concatenate"), new Add("add"), new Subtract("subtract"), new Rescaling(0.007843138, -1, name: "rescaling"),
        new ELU(0.7, name: "elu"), new LeakyReLU(0.2, name: "leaky"), new Softmax(-2, name: "softmax"),
        new Activation("selu", name: "selu"), new Activation("softplus", name: "softplus"), new Activation("softsign", name: "softsign"), new Activation("tanh", name: "tanh"),
        new Activation("exponential", name: "exponential"), new Activation(Activations.HardSigmoidKeras2, name: "hard"), new Activation("silu", name: "silu"),
        new ZeroPadding2D(((1, 2), (3, 4)), name: "zeros"), new Cropping2D(((1, 0), (2, 3)), name: "crop"),
    }.ToDictionary(l => l.Name);

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_layer_comes_back_as_it_went(string name)
    {
        var layer = Layers[name];
        if (layer is ZeroPadding2D or Cropping2D) HeldTensors.Need();
        foreach (var trainable in new[] { true, false })
        {
            layer.Trainable = trainable;
            var there = KerasLayers.Make(layer, leaveOutRegularizers: false);
            Assert.Equal(name, there.Name);
            Assert.Equal(Describe(layer), Describe(KerasLayers.Read(there.GetType().Name, there.get_config(), there.Name, leaveOutRegularizers: false)));
        }
    }

    [Fact]
    public void What_TensorFlow_Keras_has_in_other_words_is_read()
    {
        Assert.Equal(Describe(new LeakyReLU(0, "relu")), Describe(Back(new Activation("relu", name: "relu"))));
        Assert.Equal(Describe(new LeakyReLU(0.1, "relu")), Describe(Back(new ReLU(negativeSlope: 0.1, name: "relu"))));
        Assert.Equal(Describe(new Softmax(name: "s")), Describe(Back(new Activation("softmax", name: "s"))));
        Assert.Equal([Shape.Unknown, 1, 1, 3], ((Dropout)Read(new T.Dropout(new DropoutArgs { Name = "d", Rate = 0.5f, NoiseShape = (-1, 1, 1, 3) }))).NoiseShape!);
        Assert.Equal([1, -1], ((LayerNormalization)Read(new T.LayerNormalization(new LayerNormalizationArgs { Name = "l", Axis = (1, -1) }))).Axes);
        Assert.Equal(Describe(new ZeroPadding2D(1, name: "z")), Describe(Read(new T.ZeroPadding2D(new ZeroPadding2DArgs { Name = "z" }))));

        // float32 is told in the fewest digits that mean it, and means the same again.
        foreach (var scale in new[] { 0.1f, 1f / 255, 0.12345678f, 1e-30f, 16777216f }) Assert.Equal(scale, (float)((Rescaling)Read(new T.Rescaling(new RescalingArgs { Name = "r", Scale = scale }))).Scale);
        Assert.Equal(0.99, ((BatchNormalization)Read(new T.BatchNormalization(new BatchNormalizationArgs { Name = "b" }))).Momentum);
    }

    [Fact]
    public void What_is_not_here_is_refused_by_the_layers_name()
    {
        Refused(() => Read(new T.Softmax(new SoftmaxArgs { Name = "it", axis = (1, 2) })), "no counterpart here");
        Refused(() => Read(new T.BatchNormalization(new BatchNormalizationArgs { Name = "it", Axis = (1, 2) })), "no counterpart here");
        Refused(() => Read(new T.BatchNormalization(new BatchNormalizationArgs { Name = "it", Renorm = true })), "no counterpart here");
        Refused(() => Read(new T.Embedding(new EmbeddingArgs { Name = "it" })), "class Embedding has no counterpart here");
        Refused(() => Read(new T.Dense(new DenseArgs { Name = "it", Units = 2, DType = TF.TF_DataType.TF_DOUBLE })), "computes in TF_DOUBLE");
        Refused(() => Read(new T.Dense(new DenseArgs { Name = "it", Units = 2, Activation = (x, _) => x })), "none of keras.activations: linear, relu, sigmoid, softmax, tanh");
        var penalized = new T.Conv2D(new Conv2DArgs { Name = "it", Filters = 2, KernelRegularizer = new TF.Keras.L2(0.1f) });
        Refused(() => Read(penalized), "has a regularizer");
        Assert.IsType<Conv2D>(KerasLayers.Read("Conv2D", penalized.get_config(), "it", leaveOutRegularizers: true));
    }

    [Fact]
    public void What_TensorFlow_Keras_has_not_is_refused_by_the_layers_name()
    {
        Layer[] layers =
        [
            new DepthwiseConv2D(3, name: "it"), new Conv2D(2, 3, dataFormat: DataFormat.ChannelsFirst, name: "it"), new Conv2D(2, 3, activation: "mish", name: "it"), new Conv2DTranspose(2, 3, name: "it"),
            new BatchNormalization(scale: false, name: "it"), new UpSampling2D(2, Interpolation.Bilinear, name: "it"), new Dropout(0.5, noiseShape: [Shape.Unknown, 1, 1, 1], name: "it"),
            new GlobalMaxPooling2D(keepDims: true, name: "it"), new Activation("mish", name: "it"), new ReLU(6, name: "it"), new Multiply("it"), new Rescaling([1, 2], null, name: "it"),
        ];
        foreach (var layer in layers) Refused(() => KerasLayers.Make(layer, leaveOutRegularizers: false), "TensorFlow.Keras 0.10.2 has no counterpart");

        var penalized = new Dense(2, kernelRegularizer: new L2(0.1), name: "it");
        _ = new Sequential([3]) { penalized };
        Refused(() => KerasLayers.Make(penalized, leaveOutRegularizers: false), "has a regularizer or a constraint");
        Assert.IsType<T.Dense>(KerasLayers.Make(penalized, leaveOutRegularizers: true));
    }

    private static Layer Back(Layer layer) => Read(KerasLayers.Make(layer, leaveOutRegularizers: false));

    private static Layer Read(TF.Keras.ILayer layer) => KerasLayers.Read(layer.GetType().Name, layer.get_config(), layer.Name, leaveOutRegularizers: false);

    private static void Refused(Action action, string message)
    {
        var told = Assert.Throws<NotSupportedException>(action).Message;
        Assert.Contains(message, told, StringComparison.Ordinal);
        Assert.Contains("'it'", told, StringComparison.Ordinal);
    }

    /// <summary>The class and all that is set.</summary>
    private static string Describe(Layer layer) => $"{layer.GetType().Name} " + string.Join("; ",
        from property in layer.GetType().GetProperties()
        where property.Name is not ("Nodes" or "Weights" or "IsBuilt") && property.PropertyType != typeof(Weight) && !property.Name.EndsWith("Initializer", StringComparison.Ordinal)
        let value = property.GetValue(layer)
        select $"{property.Name} = {(value is IEnumerable values and not string ? string.Join(",", values.Cast<object>()) : value)}");
}
